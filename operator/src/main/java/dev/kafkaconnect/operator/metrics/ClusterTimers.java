package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ObservationListener;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long polls and requests to the workers took, by cluster. Its series of a cluster end with the cluster. Told by the observers
 * and by whoever sends a request.
 */
final class ClusterTimers implements ObservationListener {
    private final MeterRegistry registry;
    private final Map<ClusterId, Meters> clusters = new ConcurrentHashMap<>();

    private record Meters(Timer polls, Timer requests, Map<String, Counter> faults) {}

    ClusterTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void connectorsChanged(ClusterId cluster, Set<String> names) {}

    @Override
    public void reachabilityChanged(ClusterId cluster) {}

    @Override
    public void polled(ClusterId cluster, Duration took) {
        of(cluster).polls().record(took);
    }

    @Override
    public void requestEnded(ClusterId cluster, Duration took, @Nullable ConnectFault fault) {
        Meters meters = of(cluster);
        meters.requests().record(took);
        if (fault != null) {
            meters.faults()
                    .computeIfAbsent(fault.getClass().getSimpleName(), kind -> faults(cluster, kind))
                    .increment();
        }
    }

    @Override
    public void closed(ClusterId cluster) {
        Meters meters = clusters.remove(cluster);
        if (meters != null) {
            registry.remove(meters.polls());
            registry.remove(meters.requests());
            List.copyOf(meters.faults().values()).forEach(registry::remove);
        }
    }

    private Meters of(ClusterId cluster) {
        return clusters.computeIfAbsent(
                cluster,
                id -> new Meters(
                        Timer.builder("kafkaconnect.poll.duration")
                                .description("Duration of the polls of the workers.")
                                .tags(tags(id))
                                .serviceLevelObjectives(Buckets.durations())
                                .register(registry),
                        Timer.builder("kafkaconnect.rest.request.duration")
                                .description("Duration of the requests to the REST API of the workers.")
                                .tags(tags(id))
                                .serviceLevelObjectives(Buckets.durations())
                                .register(registry),
                        new ConcurrentHashMap<>()));
    }

    private Counter faults(ClusterId cluster, String kind) {
        return Counter.builder("kafkaconnect.rest.faults")
                .description("Requests to the REST API of the workers that failed, by kind of failure.")
                .tags(tags(cluster).and("fault", kind))
                .register(registry);
    }

    private static Tags tags(ClusterId cluster) {
        return Tags.of("namespace", cluster.namespace(), "cluster", cluster.name());
    }
}

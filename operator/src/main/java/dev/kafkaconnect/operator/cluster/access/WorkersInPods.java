package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.rest.RestEndpoints;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.observe.view.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The workers of a cluster as their pods show them whenever they are asked about. Made by {@link WorkerSessions} for the session,
 * which asks between passes too.
 *
 * @param latest what the last pass knew
 */
record WorkersInPods(Supplier<Known> latest, ClusterPods pods, Clock clock) implements Workers {

    /** @param rest the certificates of the workers' REST API */
    record Known(ClusterPlan plan, RestCertificates.State rest) {}

    @Override
    public Set<String> ready() {
        return pods.ready(latest.get().plan());
    }

    @Override
    public Set<String> unready() {
        return pods.unready(latest.get().plan());
    }

    @Override
    public Map<String, RestEndpoint> endpoints() {
        Known known = latest.get();
        return RestEndpoints.ofEach(known.plan(), known.rest().tls(), pods.of(known.plan()));
    }

    @Override
    public Duration taskGrace() {
        return latest.get().plan().taskGrace();
    }

    @Override
    public Set<String> leaving() {
        return pods.leaving(latest.get().plan(), clock.instant());
    }
}

package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.operator.observe.ObservationListener;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All metrics of the operator. Made by its wiring, which connects it with the framework and the observers, and written by
 * {@link MetricsServer}. Of the resources only the leader tells, so that sums over all replicas are right.
 */
public final class OperatorMetrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FrameworkMetrics framework = new FrameworkMetrics(registry);
    private final ClusterTimers timers = new ClusterTimers(registry);
    private final BooleanSupplier leads;
    private final Resources resources;

    /** The resources, as the informers know them now. */
    public record Resources(Supplier<Stream<SeenConnector>> connectors, Supplier<Stream<SeenCluster>> clusters) {}

    /** @param leads whether this replica is the one that works */
    public OperatorMetrics(BooleanSupplier leads, Resources resources) {
        this.leads = leads;
        this.resources = resources;
        Gauge.builder("kafkaconnect.operator.leader", () -> leads.getAsBoolean() ? 1 : 0)
                .description("Whether this replica is the leader.")
                .register(registry);
    }

    public Metrics framework() {
        return framework;
    }

    public ObservationListener observation() {
        return timers;
    }

    /** In the text format of Prometheus, line by line. */
    public void write(OutputStream out) throws IOException {
        registry.scrape(out);
        if (!leads.getAsBoolean()) {
            return;
        }
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        TextFormat format = new TextFormat(lines);
        for (ResourceGauge<SeenCluster> gauge : ClusterGauges.ALL) {
            format.write(gauge, resources.clusters().get(), SeenCluster::identity);
        }
        for (ResourceGauge<SeenConnector> gauge : ConnectorGauges.ALL) {
            format.write(gauge, resources.connectors().get(), SeenConnector::identity);
        }
        lines.flush();
    }
}

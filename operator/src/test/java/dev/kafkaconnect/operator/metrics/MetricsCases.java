package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Resources with a status, and the text of their metrics, for tests. */
final class MetricsCases {
    static final Instant SEEN = Instant.parse("2026-01-31T12:00:00.750Z");

    private static final KubernetesSerialization KUBERNETES = LenientSerialization.create();

    private MetricsCases() {}

    static SeenConnector connector(String yaml, @Nullable Instant lastSeen) {
        Connector connector = KUBERNETES.unmarshal(yaml, Connector.class);
        return new SeenConnector(
                connector,
                new ClusterId("platform", connector.getSpec().getClusterRef().getName()),
                "team.orders",
                lastSeen);
    }

    static SeenCluster cluster(String yaml, @Nullable Instant lastPolled, @Nullable Instant certificateEnds) {
        return new SeenCluster(KUBERNETES.unmarshal(yaml, ConnectCluster.class), lastPolled, certificateEnds);
    }

    static SeenConnector failedConnector() {
        return connector("""
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata: {name: orders, namespace: team}
                spec:
                  clusterRef: {name: payments, namespace: platform}
                  class: io.example."Quoted\\Source
                  tasksMax: 4
                status:
                  conditions:
                    - {type: Ready, status: "False", reason: TasksFailed, message: m}
                    - {type: Stalled, status: "True", reason: TasksFailed, message: m}
                  state: Running
                  type: source
                  tasks: {total: 4, running: 1, failed: 1, unassigned: 1}
                  restarts: {count: 3}
                  configErrors:
                    - {key: topic, message: m}
                """, SEEN);
    }

    static SeenCluster rollingCluster() {
        return cluster("""
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: ConnectCluster
                metadata: {name: payments, namespace: platform}
                status:
                  conditions:
                    - {type: Ready, status: "False", reason: RollingUpdate, message: m}
                    - {type: TopicsReady, status: Unknown, reason: NotVerified, message: m}
                  mode: Distributed
                  version: 4.3.1
                  replicas: 3
                  readyReplicas: 2
                  updatedReplicas: 3
                  replicasReady: 2/3
                  unmanagedConnectors: [left, over]
                  owedDeletions: [gone]
                """, SEEN, Instant.parse("2027-01-01T00:00:00Z"));
    }

    static <R> String text(List<ResourceGauge<R>> gauges, Function<R, String> identity, List<R> resources) {
        StringWriter text = new StringWriter();
        TextFormat format = new TextFormat(text);
        try {
            for (ResourceGauge<R> gauge : gauges) {
                format.write(gauge, resources.stream(), identity);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    static OperatorMetrics metrics(boolean leads, List<SeenConnector> connectors, List<SeenCluster> clusters) {
        return new OperatorMetrics(() -> leads, new OperatorMetrics.Resources(connectors::stream, clusters::stream));
    }

    static String text(OperatorMetrics metrics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            metrics.write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The lines with values of the metrics whose names begin so, without those of histograms' buckets. */
    static Stream<String> values(OperatorMetrics metrics, String prefix) {
        return text(metrics).lines().filter(line -> line.startsWith(prefix) && !line.contains("_bucket{"));
    }
}

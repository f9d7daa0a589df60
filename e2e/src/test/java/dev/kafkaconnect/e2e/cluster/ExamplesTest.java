package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.e2e.support.cluster.Exec;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README promises: apply examples/ and records travel. */
@Tag("cluster")
class ExamplesTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("examples");

    private static final String POSITION = "position: 286";

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_user_who_may_edit_a_namespace_applies_the_examples_and_records_travel_from_the_source_to_the_sink() {
        resources.apply(Yaml.example("file-source.yaml").replace("topic: lines", "topic: " + topic()));
        resources.apply(Yaml.example("file-sink.yaml").replace("topics: lines", "topics: " + topic()));
        resources.apply(Yaml.example("connect-cluster.yaml"));

        resources.awaitClusterReady("example");
        resources.awaitConnectorReady("file-source");
        resources.awaitConnectorReady("file-sink");
        assertThat(resources.cluster("example").getStatus().getReplicasReady()).isEqualTo("3/3");
        assertThat(resources.cluster("example").getStatus().getVersion()).isEqualTo("4.3.1");
        Connector sink = resources.connector("file-sink");
        assertThat(sink.getStatus().getState()).isEqualTo("Running");
        assertThat(sink.getStatus().getTasksReady()).isEqualTo("1/1");
        String worker = sink.getStatus().getWorkerId().split("\\.")[0];
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(linesOfAnyWorker()).contains("ID=debian"));
        assertThat(worker).startsWith("example-worker-");
    }

    @Test
    void the_standalone_example_runs_and_its_source_moves_to_distributed_workers_and_back_without_a_repeated_line() {
        resources.apply(Yaml.example("standalone.yaml"));
        resources.apply(Yaml.example("connect-cluster.yaml"));
        resources.apply(standalone("standalone-source.yaml"));
        resources.awaitClusterReady("standalone");
        resources.awaitConnectorReady("standalone-source");
        assertThat(resources.cluster("standalone").getStatus().getReplicasReady())
                .isEqualTo("1/1");
        await().atMost(Resources.PATIENCE)
                .untilAsserted(() -> assertThat(lines()).isPositive());

        String left = stopAndList(standalone("standalone-source.yaml"), "standalone-source");
        long lines = lines();
        resources.awaitClusterReady("example");
        String moved = standalone("move/to-distributed.yaml").replace(POSITION, left);
        resources.apply(moved);
        resources.awaitConnectorReady("moved-source");

        String arrived = stopAndList(moved, "moved-source");
        resources.apply(standalone("move/back-to-standalone.yaml").replace(POSITION, arrived));
        resources.awaitConnector(
                "standalone-source",
                connector -> assertThat(connector.getStatus().getOffsets())
                        .returns("back-from-distributed", Offsets::getId)
                        .returns("Done", Offsets::getResult));
        resources.awaitConnectorReady("standalone-source");
        await().during(Duration.ofSeconds(3))
                .atMost(Resources.PATIENCE)
                .untilAsserted(() -> assertThat(lines()).isEqualTo(lines));
        resources.deleteConnector("moved-source");
        resources.deleteConnector("standalone-source");
        resources.deleteCluster("standalone");
    }

    /** The offsets as the ConfigMap has them. */
    private String stopAndList(String yaml, String connector) {
        resources.apply(yaml + "  state: Stopped\n");
        resources.awaitConnectorReason(connector, "Ready", "Stopped");
        resources.annotate(connector, "kafkaconnect.dev/list-offsets", "now");
        return await().atMost(Resources.PATIENCE)
                .until(
                        () -> CLUSTER.admin()
                                .configMaps()
                                .inNamespace(CLUSTER.namespace())
                                .withName(connector + "-offsets")
                                .get(),
                        listed -> listed != null)
                .getData()
                .get("offsets.json")
                .replaceAll("(?s).*\"offset\":\\{(.*?)}.*", "$1");
    }

    /** On the topic. */
    private static long lines() {
        return CLUSTER.kafka().written("standalone-" + topic());
    }

    private static String standalone(String example) {
        return Yaml.example(example).replace("topic: standalone-lines", "topic: standalone-" + topic());
    }

    private static String topic() {
        return "lines-" + CLUSTER.namespace();
    }

    private static String linesOfAnyWorker() {
        StringBuilder lines = new StringBuilder();
        for (int worker = 0; worker < 3; worker++) {
            lines.append(Exec.run(
                    CLUSTER.admin(),
                    CLUSTER.namespace(),
                    "example-worker-" + worker,
                    "sh",
                    "-c",
                    "cat /tmp/lines.txt 2>/dev/null || true"));
        }
        return lines.toString();
    }
}

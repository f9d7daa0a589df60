package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.Connector;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README promises: apply examples/ and records travel. */
@Tag("cluster")
class ExamplesTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("examples");

    @Test
    void aUserWhoMayEditANamespaceAppliesTheExamplesAndRecordsTravelFromTheSourceToTheSink() {
        Resources resources = CLUSTER.resources();

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
    void theStandaloneExampleRunsWithItsSource() {
        Resources resources = CLUSTER.resources();

        resources.apply(Yaml.example("standalone.yaml"));
        resources.apply(Yaml.example("standalone-source.yaml")
                .replace("topic: standalone-lines", "topic: standalone-" + topic()));

        resources.awaitClusterReady("standalone");
        resources.awaitConnectorReady("standalone-source");
        assertThat(resources.cluster("standalone").getStatus().getReplicasReady())
                .isEqualTo("1/1");
        resources.deleteConnector("standalone-source");
        resources.deleteCluster("standalone");
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

package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.SequenceTopics;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number of workers is changed through the scale subresource, as {@code kubectl scale} and autoscalers do. */
@Tag("cluster")
class ScalingTest {
    private static final int TASKS = 4;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("scaling");

    private static final SequenceTopics SEQUENCES = new SequenceTopics(CLUSTER, "scaling");

    private final Resources resources = CLUSTER.resources();

    @Test
    void workers_come_and_go_down_to_none_and_no_record_is_lost_or_repeated() {
        SEQUENCES.createTopics(TASKS);
        resources.apply(cluster());
        resources.apply(SEQUENCES.source(TASKS, 20));
        resources.awaitConnectorReady("sequences");
        assertThat(resources.cluster("scaling").getSpec().getReplicas())
                .as("the default")
                .isEqualTo(3);

        scale(2);
        workersAre(2);
        resources.apply(cluster());
        everythingRunsOn(2);

        scale(0);
        resources.awaitClusterReason("scaling", "Ready", "ScaledToZero");
        workersAre(0);
        resources.awaitConnectorReason("sequences", "Ready", "ClusterNotReady", "no worker");

        scale(1);
        everythingRunsOn(1);
        long before = SEQUENCES.written(SEQUENCES.sent());
        await().atMost(Resources.PATIENCE).until(() -> SEQUENCES.written(SEQUENCES.sent()) > before);
        resources.apply(SEQUENCES.source(TASKS, 20, "state: Stopped"));
        resources.awaitConnectorReady("sequences");

        Sequences sent = SEQUENCES.on(SEQUENCES.sent());
        assertThat(List.of(sent.missing(), sent.repeated()))
                .as("lost, repeated of %d", sent.records())
                .containsOnly(0);
    }

    /** The number of workers is left to whoever scales. */
    private static String cluster() {
        return Yaml.cluster(
                        "scaling",
                        "image: " + TestImages.worker(),
                        "config:",
                        "  key.converter: org.apache.kafka.connect.storage.StringConverter",
                        "  value.converter: org.apache.kafka.connect.storage.StringConverter")
                .replace("  replicas: 1\n", "");
    }

    private static void scale(int workers) {
        CLUSTER.user()
                .resources(ConnectCluster.class)
                .inNamespace(CLUSTER.namespace())
                .withName("scaling")
                .scale(workers);
    }

    private void workersAre(int count) {
        await().atMost(Resources.PATIENCE)
                .until(() -> DeployedWorkers.pods(CLUSTER, "scaling").size() == count);
    }

    private void everythingRunsOn(int workers) {
        workersAre(workers);
        resources.awaitClusterReady("scaling");
        resources.awaitConnectorReady("sequences");
        assertThat(resources.cluster("scaling").getSpec().getReplicas()).isEqualTo(workers);
    }
}

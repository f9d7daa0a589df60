package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.StandaloneWorkers;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Standalone workers beside others on a real node: its memory, and where they sit. */
@Tag("cluster")
class StandaloneNodeTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("seats");

    private final Resources resources = CLUSTER.resources();
    private final StandaloneWorkers workers = new StandaloneWorkers(CLUSTER);

    @Test
    void
            a_connector_that_runs_out_of_memory_is_visible_takes_no_other_cluster_along_and_stopping_it_brings_the_worker_back() {
        workers.start("calm");
        workers.start("greedy", "resources: {limits: {memory: 384Mi}}");
        // One line, longer than the heap.
        workers.run("greedy", "head -c 400000000 /dev/zero > %s/endless.txt".formatted(StandaloneWorkers.DIRECTORY));
        String calm = workers.pod("calm").getMetadata().getUid();
        resources.apply(glutton("state: Running"));

        resources.awaitClusterReason("greedy", "Stalled", "WorkerCrashed", "OutOfMemoryError");

        assertThat(workers.pod("calm").getMetadata().getUid()).isEqualTo(calm);
        assertThat(workers.pod("calm")
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getRestartCount())
                .isZero();
        resources.awaitClusterReady("calm");

        resources.apply(glutton("state: Stopped"));
        resources.awaitClusterReady("greedy");
        resources.awaitConnectorReason("glutton", "Ready", "Stopped");
        resources.deleteCluster("calm");
        resources.deleteCluster("greedy");
    }

    private static String glutton(String state) {
        return Yaml.connector(
                "glutton",
                "greedy",
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                state,
                "config:",
                "  file: %s/endless.txt".formatted(StandaloneWorkers.DIRECTORY),
                "  topic: never");
    }

    @Test
    void the_worker_sits_on_the_node_that_it_is_told() {
        resources.apply(workers.standalone("seated", "pod: {nodeSelector: {kubernetes.io/hostname: no-such-node}}"));
        resources.awaitClusterReason("seated", "Reconciling", "Unschedulable");
        String node = CLUSTER.admin()
                .nodes()
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();

        resources.apply(
                workers.standalone("seated", "pod: {nodeSelector: {kubernetes.io/hostname: %s}}".formatted(node)));

        resources.awaitClusterReady("seated");
        assertThat(workers.pod("seated").getSpec().getNodeName()).isEqualTo(node);
        resources.deleteCluster("seated");
    }
}

package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ConnectCluster that is deleted and applied again meets what is left of itself, and never takes it for a stranger. */
@Tag("cluster")
class RecreatedClusterTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("made-anew");

    private final Resources resources = CLUSTER.resources();

    @BeforeEach
    void a_cluster_that_is_ready() {
        resources.apply(Yaml.cluster("anew"));
        resources.awaitClusterReady("anew");
    }

    @Test
    void workers_that_were_left_as_orphans_are_adopted_and_run_on() {
        Map<String, String> before = workers();

        delete(DeletionPropagation.ORPHAN);
        resources.apply(Yaml.cluster("anew"));

        resources.awaitClusterReady("anew");
        assertThat(workers()).isEqualTo(before);
        assertThat(resources.eventReasons("anew")).doesNotContain("GroupIdConflict", "NameConflict");
    }

    @Test
    void workers_that_are_about_to_end_are_waited_for() {
        delete(DeletionPropagation.BACKGROUND);
        resources.apply(Yaml.cluster("anew"));

        resources.awaitClusterReady("anew");
        assertThat(resources.eventReasons("anew")).doesNotContain("GroupIdConflict", "NameConflict");
    }

    private void delete(DeletionPropagation policy) {
        String uid = resources.cluster("anew").getMetadata().getUid();
        CLUSTER.admin()
                .resources(ConnectCluster.class)
                .inNamespace(CLUSTER.namespace())
                .withName("anew")
                .withPropagationPolicy(policy)
                .delete();
        await().atMost(Resources.PATIENCE).until(() -> clusters().stream().noneMatch(uid::equals));
    }

    private static List<String> clusters() {
        return CLUSTER
                .admin()
                .resources(ConnectCluster.class)
                .inNamespace(CLUSTER.namespace())
                .list()
                .getItems()
                .stream()
                .map(cluster -> cluster.getMetadata().getUid())
                .toList();
    }

    /** Uids of the pods, and how often their containers were restarted. */
    private static Map<String, String> workers() {
        Map<String, String> workers = new TreeMap<>();
        for (Pod pod : CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withLabel("kafkaconnect.dev/cluster", "anew")
                .list()
                .getItems()) {
            workers.put(
                    pod.getMetadata().getUid(),
                    pod.getStatus().getContainerStatuses().stream()
                            .map(container -> container.getName() + " " + container.getRestartCount())
                            .toList()
                            .toString());
        }
        return workers;
    }
}

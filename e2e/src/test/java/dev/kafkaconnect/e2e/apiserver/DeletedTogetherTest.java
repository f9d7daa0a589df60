package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connectors that are deleted with their cluster, or without workers: they do not run on the next cluster of the same topics. */
@Tag("apiserver")
class DeletedTogetherTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 2\n";
    private static final List<String> CONNECTORS = List.of("delete-1", "delete-2", "with-offsets", "stop", "retain");

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    private enum Order {
        ClusterFirst,
        ClusterLast,
        Shuffled,
        ClusterGoneBefore,
        WorkersGoneBefore,
        KafkaAwayToo
    }

    private void aClusterWithConnectors() {
        ClusterScenario.started(wanted, workers, CLUSTER);
        for (String name : CONNECTORS) {
            String policy = name.equals("stop") ? "Stop" : name.equals("retain") ? "Retain" : "Delete";
            wanted.connector(name, """
                    clusterRef: {name: example}
                    class: FileStreamSource
                    deletionPolicy: %s
                    deleteOffsets: %s
                    config: {file: /tmp/lines}
                    """.formatted(policy, name.equals("with-offsets")));
        }
        CONNECTORS.forEach(name -> eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals));
    }

    private void allAreGone() {
        eventually().until(() -> wanted.cluster("example") == null);
        eventually()
                .until(() -> API.admin()
                        .resources(Connector.class)
                        .inNamespace(API.namespace())
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_was_deleted_runs_on_the_next_cluster(Order order) {
        aClusterWithConnectors();
        List<String> all = new ArrayList<>(CONNECTORS);
        switch (order) {
            case ClusterLast -> all.addLast("");
            case Shuffled -> {
                all.add("");
                long seed = System.nanoTime();
                System.out.println("seed of the order of deletions: " + seed);
                Collections.shuffle(all, new Random(seed));
            }
            case ClusterFirst -> all.addFirst("");
            case ClusterGoneBefore -> {
                wanted.deleteCluster("example");
                eventually().until(() -> wanted.cluster("example") == null);
            }
            case WorkersGoneBefore, KafkaAwayToo -> {
                if (order == Order.KafkaAwayToo) {
                    operator.kafka.fallSilent();
                }
                workersEnd();
                all.addFirst("");
            }
        }

        all.forEach(name -> {
            if (name.isEmpty()) {
                wanted.deleteCluster("example");
            } else {
                wanted.deleteConnector(name);
            }
        });
        allAreGone();
        operator.kafka.speakAgain();
        garbageIsCollected();
        ClusterScenario.started(wanted, workers, CLUSTER);

        eventually()
                .untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("stop", "STOPPED", "retain", "RUNNING")));
        eventually()
                .untilAsserted(() -> assertThat(wanted.cluster("example").getStatus())
                        .satisfies(status -> {
                            assertThat(status.getOwedDeletions()).isNullOrEmpty();
                            assertThat(status.getUnmanagedConnectors()).containsExactly("retain", "stop");
                        }));
    }

    @Test
    void an_operator_that_was_away_meanwhile_asks_the_workers_that_still_live() {
        aClusterWithConnectors();
        operator.stop();
        wanted.deleteCluster("example");
        CONNECTORS.forEach(wanted::deleteConnector);

        operator.start();

        allAreGone();
        assertThat(states()).isEqualTo(Map.of("stop", "STOPPED", "retain", "RUNNING"));
        assertThat(API.admin().v1().events().inNamespace(API.namespace()).list().getItems())
                .noneMatch(event -> "DeletionOwed".equals(event.getReason()));
    }

    @Test
    void a_connector_of_a_cluster_that_never_was_leaves_nothing_behind() {
        wanted.connector("lines", "clusterRef: {name: exmaple}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotFound"::equals);

        wanted.deleteConnector("lines");

        eventually().until(() -> wanted.connector("lines") == null);
        assertThat(API.admin()
                        .configMaps()
                        .inNamespace(API.namespace())
                        .withName("exmaple-connector-records")
                        .get())
                .isNull();
    }

    private Map<String, String> states() {
        return new TreeMap<>(operator.workersOf("example").stateByName());
    }

    /** As when their namespace is deleted, or the cluster in the foreground. */
    private void workersEnd() {
        API.admin().resources(StatefulSet.class).inNamespace(API.namespace()).delete();
        API.admin()
                .resources(Pod.class)
                .inNamespace(API.namespace())
                .withGracePeriod(0)
                .delete();
    }

    /** Nobody else does it here. */
    private void garbageIsCollected() {
        workersEnd();
        API.admin().secrets().inNamespace(API.namespace()).delete();
        API.admin().resources(ConfigMap.class).inNamespace(API.namespace()).list().getItems().stream()
                .filter(map -> !map.getMetadata().getOwnerReferences().isEmpty())
                .forEach(map -> API.admin().resource(map).delete());
        API.admin().services().inNamespace(API.namespace()).delete();
        API.admin().serviceAccounts().inNamespace(API.namespace()).delete();
        API.admin()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(API.namespace())
                .delete();
        API.admin()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(API.namespace())
                .delete();
    }

    @Test
    void a_connector_that_is_deleted_at_zero_goes_at_once_and_does_not_run_after_that() {
        aClusterWithConnectors();
        wanted.changeCluster("example", "replicas: 0");
        eventually().until(() -> {
            workers.act();
            return "ScaledToZero".equals(wanted.reasonOfCluster("example"));
        });

        CONNECTORS.forEach(wanted::deleteConnector);

        CONNECTORS.forEach(name -> eventually().until(() -> wanted.connector(name) == null));
        assertThat(states()).isEqualTo(Map.of("stop", "STOPPED", "retain", "RUNNING", "with-offsets", "STOPPED"));
        eventually()
                .until(() -> wanted.cluster("example").getStatus().getOwedDeletions(), List.of("with-offsets")::equals);
        wanted.changeCluster("example", "replicas: 2");
        workers.allBecomeReady();
        eventually()
                .untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("stop", "STOPPED", "retain", "RUNNING")));
        eventually().until(() -> {
            List<String> owed = wanted.cluster("example").getStatus().getOwedDeletions();
            return owed == null || owed.isEmpty();
        });
    }

    @Test
    void a_connector_that_is_described_anew_is_not_deleted_for_the_one_before() {
        aClusterWithConnectors();
        wanted.deleteCluster("example");
        eventually().until(() -> wanted.cluster("example") == null);
        wanted.deleteConnector("delete-1");
        eventually().until(() -> wanted.connector("delete-1") == null);
        garbageIsCollected();

        wanted.connector(
                "delete-1", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        ClusterScenario.started(wanted, workers, CLUSTER);

        CONNECTORS.forEach(name -> eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals));
        eventually()
                .until(
                        () -> API.admin()
                                .configMaps()
                                .inNamespace(API.namespace())
                                .withName("example-connector-records")
                                .get()
                                .getData(),
                        data -> data == null || data.isEmpty());
        assertThat(states()).containsEntry("delete-1", "RUNNING");
    }

    @Test
    void connectors_of_a_standalone_cluster_that_is_gone_do_not_hold_up_their_namespace() {
        wanted.cluster("example", "mode: Standalone\nreplicas: 1\nkafka:\n  bootstrapServers: kafka:9092\n");
        wanted.connector("last", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        eventually()
                .until(() ->
                        !wanted.connector("last").getMetadata().getFinalizers().isEmpty());
        wanted.deleteCluster("example");
        eventually().until(() -> wanted.cluster("example") == null);

        API.admin().namespaces().withName(API.namespace()).delete();
        wanted.deleteConnector("last");

        eventually().until(() -> wanted.connector("last") == null);
    }
}

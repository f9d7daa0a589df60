package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.OperatorPart;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two operators in the same namespaces, each for one value of a label, and what becomes of resources that meet both. */
@Tag("apiserver")
class OperatorsByLabelTest {
    private static final String SHARD = "kafkaconnect.dev/shard";
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String CONNECTOR =
            "clusterRef: {name: main}\nclass: FileStreamSource\nconfig: {topic: lines}\n";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private final OperatorBench bench = new OperatorBench(API);
    private final UserActions user = new UserActions(API);
    private final WorkerPlayer player = new WorkerPlayer(API, "main");
    private RunningOperator blue;
    private RunningOperator green;

    @BeforeEach
    void start() {
        blue = RunningOperator.start(OperatorPart.selecting("blue", SHARD + "=blue"), API, bench.surroundings());
        green = RunningOperator.start(OperatorPart.selecting("green", SHARD + "=green"), API, bench.surroundings());
    }

    @AfterEach
    void stop() {
        blue.close();
        green.close();
    }

    private FakeConnect workers() {
        return bench.workersOf("main");
    }

    private void blueCluster(String spec) {
        user.cluster("main", spec);
        user.labelCluster("main", SHARD, "blue");
        player.allBecomeReady();
        eventually().until(() -> user.reasonOfCluster("main"), "WorkersReady"::equals);
    }

    private void connector(String shard) {
        user.connector("lines", CONNECTOR);
        user.labelConnector("lines", SHARD, shard);
    }

    private void runningInBlue() {
        blueCluster(CLUSTER);
        connector("blue");
        eventually().until(() -> user.reasonOfConnector("lines"), "Running"::equals);
    }

    @Test
    void a_connector_whose_cluster_another_operator_selects_is_told_what_to_change() {
        blueCluster(CLUSTER);
        connector("green");

        eventually().until(() -> user.reasonOfConnector("lines"), "ClusterNotSelected"::equals);

        assertThat(user.ofConnector("lines", "Ready").getMessage())
                .contains(SHARD + "=green", API.namespace() + "/main", "give both of them labels");
        assertThat(workers().writes()).isEmpty();

        user.labelConnector("lines", SHARD, "blue");

        eventually().until(() -> user.reasonOfConnector("lines"), "Running"::equals);
    }

    @Test
    void a_resource_that_no_operator_selects_is_left_alone() {
        user.cluster("main", CLUSTER);
        user.connector("lines", CONNECTOR);
        user.cluster("other", CLUSTER.replace("kafka:9092", "other-kafka:9092"));
        user.labelCluster("other", SHARD, "green");

        eventually().until(() -> user.reasonOfCluster("other") != null);

        assertThat(user.reasonOfCluster("main")).isNull();
        assertThat(user.cluster("main").getMetadata().getFinalizers()).isEmpty();
        assertThat(user.reasonOfConnector("lines")).isNull();
        assertThat(blue.writes().after(0)).isEmpty();
    }

    @Test
    void a_cluster_that_is_handed_over_with_its_connector_keeps_both_untouched() {
        runningInBlue();
        int writesBefore = workers().writes().size();
        long generation = player.statefulSet().getMetadata().getGeneration();
        assertThat(blue.metrics()).contains("connector=\"lines\"");

        user.labelCluster("main", SHARD, "green");
        user.labelConnector("lines", SHARD, "green");

        eventually().until(() -> green.metrics().contains("connector=\"lines\""));
        eventually().until(() -> !blue.metrics().contains("cluster=\"main\""));
        eventually().until(() -> user.reasonOfConnector("lines"), "Running"::equals);
        eventually().until(() -> user.reasonOfCluster("main"), "WorkersReady"::equals);
        assertThat(workers().writes()).hasSize(writesBefore);
        assertThat(player.statefulSet().getMetadata().getGeneration()).isEqualTo(generation);

        int ofBlue = blue.writes().count();
        user.changeConnector("lines", "config: {topic: others}");

        eventually().until(() -> workers().configOf("lines").get("topic"), "others"::equals);
        eventually().until(() -> user.connector("lines").getStatus().getObservedGeneration(), Long.valueOf(2)::equals);
        assertThat(workers().writes()).hasSize(writesBefore + 1);
        assertThat(blue.writes().after(ofBlue)).isEmpty();
    }

    @Test
    void clusters_of_two_operators_do_not_share_a_group() {
        blueCluster(CLUSTER + "groupId: shared\n");
        user.cluster("second", CLUSTER + "groupId: shared\n");
        user.labelCluster("second", SHARD, "green");

        eventually().until(() -> user.reasonOfCluster("second"), "GroupIdConflict"::equals);

        assertThat(user.ofCluster("second", "Ready").getMessage()).contains(API.namespace() + "/main");
        assertThat(new WorkerPlayer(API, "second").statefulSet()).isNull();
    }

    @Test
    void a_connector_that_another_operator_describes_is_not_unmanaged() {
        blueCluster(CLUSTER + "connectors: {unmanaged: Delete}\n");
        connector("blue");
        eventually().until(() -> user.reasonOfConnector("lines"), "Running"::equals);
        int writesBefore = workers().writes().size();

        user.labelConnector("lines", SHARD, "green");

        eventually().until(() -> user.reasonOfConnector("lines"), "ClusterNotSelected"::equals);
        bench.passTwice(player);
        assertThat(workers().writes()).hasSize(writesBefore);
        assertThat(workers().stateByName()).containsEntry("lines", "RUNNING");
        assertThat(user.cluster("main").getStatus().getUnmanagedConnectors()).isNullOrEmpty();
    }

    @Test
    void the_deletion_of_a_connector_whose_labels_have_changed_is_left_to_the_operator_of_its_cluster() {
        runningInBlue();
        user.labelConnector("lines", SHARD, "green");
        eventually().until(() -> user.reasonOfConnector("lines"), "ClusterNotSelected"::equals);

        user.deleteConnector("lines");

        eventually().until(() -> user.connector("lines") == null);
        eventually().until(() -> workers().stateByName().isEmpty());
        assertThat(workers().writes()).endsWith("delete lines");
    }

    @Test
    void a_standalone_worker_keeps_its_list_of_connectors_and_a_deletion_is_carried_out() {
        blueCluster("mode: Standalone\nkafka:\n  bootstrapServers: kafka:9092\n");
        connector("blue");
        eventually().until(() -> user.reasonOfConnector("lines"), "Running"::equals);
        eventually().until(() -> user.ofCluster("main", "ConnectorsKept").getStatus(), "True"::equals);

        user.deleteConnector("lines");

        eventually().until(() -> user.connector("lines") == null);
        assertThat(workers().stateByName()).isEmpty();
    }
}

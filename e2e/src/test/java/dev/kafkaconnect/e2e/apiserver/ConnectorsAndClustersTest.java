package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connectors whose cluster is not there, comes later, or goes first: a finalizer never hangs. */
@Tag("apiserver")
class ConnectorsAndClustersTest {
    private static final String CLUSTER = "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n";
    private static final String CONNECTOR = """
            clusterRef: {name: example}
            class: FileStreamSource
            config: {file: /tmp/lines, batch.size: 7}
            """;

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void a_connector_without_its_cluster_says_so_and_is_let_go_at_once() {
        wanted.connector("lines", CONNECTOR);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotFound"::equals);
        Connector connector = wanted.connector("lines");
        assertThat(connector.getMetadata().getFinalizers()).containsExactly("kafkaconnect.dev/connector");
        assertThat(connector.getStatus().getConditions())
                .extracting(Condition::getType)
                .containsExactly("Ready", "Reconciling", "ConfigValid", "TasksReady");
        assertThat(connector.getStatus().getState()).isEqualTo("Unknown");

        wanted.deleteConnector("lines");

        within(AT_ONCE).until(() -> wanted.connector("lines") == null);
    }

    @Test
    void a_connector_is_created_when_its_cluster_comes_later() {
        wanted.connector("lines", CONNECTOR);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotFound"::equals);

        ClusterScenario.started(wanted, workers, CLUSTER);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
        assertThat(operator.workersOf("example").configOf("lines"))
                .containsEntry("file", "/tmp/lines")
                .containsEntry("batch.size", "7")
                .containsEntry("tasks.max", "1")
                .containsEntry("connector.class", "FileStreamSource");
        ClusterScenario.runs(wanted, workers, 1);
        assertThat(wanted.cluster("example").getStatus().getUnmanagedConnectors())
                .isNullOrEmpty();
    }

    @Test
    void a_deleted_connector_is_deleted_from_the_workers_first() throws Exception {
        aRunningConnector();

        wanted.deleteConnector("lines");

        within(AT_ONCE).until(() -> wanted.connector("lines") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
    }

    @Test
    void a_cluster_that_is_deleted_before_its_connectors_lets_them_go() {
        aRunningConnector();

        wanted.deleteCluster("example");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotFound"::equals);
        wanted.deleteConnector("lines");

        within(AT_ONCE).until(() -> wanted.connector("lines") == null);
    }

    @Test
    void a_connector_that_waits_for_silent_workers_is_let_go_when_its_cluster_is_deleted() {
        aRunningConnector();
        operator.workersOf("example").fallSilent();
        wanted.deleteConnector("lines");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Deleting"::equals);

        wanted.deleteCluster("example");

        within(AT_ONCE).until(() -> wanted.connector("lines") == null);
    }

    @Test
    void a_connector_that_was_deleted_while_the_operator_was_away_is_cleaned_up_on_its_return() throws Exception {
        aRunningConnector();
        operator.stop();
        wanted.deleteConnector("lines");
        assertThat(wanted.connector("lines")).isNotNull();

        operator.start();

        eventually().until(() -> wanted.connector("lines") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
    }

    @Test
    void a_connector_of_a_paused_cluster_is_neither_changed_nor_deleted_until_the_cluster_is_resumed()
            throws Exception {
        aRunningConnector();
        wanted.changeCluster("example", "paused: true");
        eventually().until(() -> wanted.ofCluster("example", "ReconciliationPaused") != null);

        wanted.changeConnector("lines", "tasksMax: 2");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "ReconciliationPaused"::equals);
        wanted.deleteConnector("lines");
        eventually()
                .until(
                        () -> wanted.ofConnector("lines", "Ready").getMessage(),
                        text -> text.contains("is deleted when"));
        assertThat(operator.workersOf("example").configOf("lines")).containsEntry("tasks.max", "1");

        wanted.changeCluster("example", "paused: false");

        eventually().until(() -> wanted.connector("lines") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
    }

    @Test
    void a_running_connector_is_looked_at_again_without_a_write_when_the_operator_restarts() {
        aRunningConnector();
        String before = wanted.connector("lines").getMetadata().getResourceVersion();

        operator.restart();
        operator.passTwice(workers);

        assertThat(operator.writes().after(0)).isEmpty();
        assertThat(wanted.connector("lines").getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void a_connector_on_workers_that_do_not_answer_is_unknown_not_running() {
        aRunningConnector();

        operator.workersOf("example").fallSilent();

        eventually().until(() -> wanted.reasonOfConnector("lines"), "RestUnreachable"::equals);
        assertThat(wanted.ofConnector("lines", "Ready").getStatus()).isEqualTo("Unknown");
        assertThat(wanted.connector("lines").getStatus().getState()).isEqualTo("Unknown");
        eventually().until(() -> wanted.reasonOfCluster("example"), "RestUnreachable"::equals);
    }

    @Test
    void a_connector_whose_only_worker_is_gone_is_not_running() {
        aRunningConnector();

        workers.setReady(0, false);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "ClusterNotReady"::equals);
        assertThat(wanted.ofConnector("lines", "Ready").getStatus()).isEqualTo("False");

        workers.setReady(0, true);

        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
    }

    private void aRunningConnector() {
        ClusterScenario.started(wanted, workers, CLUSTER);
        wanted.connector("lines", CONNECTOR);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
        ClusterScenario.runs(wanted, workers, 1);
        eventually()
                .until(
                        () -> wanted.cluster("example").getStatus().getUnmanagedConnectors(),
                        unmanaged -> unmanaged == null || unmanaged.isEmpty());
    }
}

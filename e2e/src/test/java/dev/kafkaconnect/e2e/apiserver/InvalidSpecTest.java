package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ConnectCluster whose spec makes no sense any more when the operator begins: its workers run, and are looked at. */
@Tag("apiserver")
class InvalidSpecTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void a_running_connector() {
        ClusterScenario.started(wanted, workers, "kafka:\n  bootstrapServers: kafka:9092\nreplicas: 1\n");
        wanted.connector("lines", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {file: /tmp/lines}\n");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
    }

    @Test
    void its_connectors_are_told_of_and_looked_after() throws Exception {
        operator.stop();
        wanted.changeCluster("example", "config: {key.converter: [one, two]}");
        operator.start();
        eventually().until(() -> wanted.reasonOfCluster("example"), "ConfigInvalid"::equals);

        operator.workersOf("example").lose("lines");
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Unassigned"::equals);
        operator.workersOf("example").regain("lines");
        wanted.changeConnector("lines", "tasksMax: 2");
        eventually().until(() -> operator.workersOf("example").configOf("lines").get("tasks.max"), "2"::equals);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);

        wanted.deleteConnector("lines");
        within(AT_ONCE).until(() -> wanted.connector("lines") == null);
        assertThat(operator.workersOf("example").exists("lines")).isFalse();
    }

    @Test
    void what_was_seen_too_long_ago_is_not_called_ready() {
        operator.stop();
        wanted.changeCluster("example", "config: {key.converter: [one, two]}");
        operator.workersOf("example").fallSilent();
        operator.start();

        eventually().until(() -> wanted.ofConnector("lines", "Ready").getStatus(), "Unknown"::equals);
        assertThat(wanted.reasonOfConnector("lines")).isEqualTo("RestUnreachable");
    }
}

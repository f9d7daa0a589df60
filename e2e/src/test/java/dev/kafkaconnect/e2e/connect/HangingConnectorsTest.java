package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connectors that hang in whatever Connect asks of them: told as such, holding up nobody, and well again when released. */
@Tag("connect")
@Tag("faults")
class HangingConnectorsTest {
    private static final Duration HERDER = Duration.ofSeconds(40);
    private static final String TOPIC = "numbers-of-the-hanging";

    /** For the same in less time: how long a check may take. */
    private static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(8), Duration.ofSeconds(4));

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "hanging").within(HERDER);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @BeforeAll
    static void a_topic() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
    }

    @AfterAll
    static void the_operator_as_it_is_shipped() {
        CLUSTER.restartOperator();
    }

    @BeforeEach
    void all_is_well() {
        tell("");
    }

    private void tell(String orders) {
        SequenceSpecs.tell(control(), orders);
    }

    private Path control() {
        return directory.resolve("control");
    }

    private void create() {
        wanted.connector(
                name, SequenceSpecs.source("", "topic: %s, rate: 1, control.file: %s".formatted(TOPIC, control())));
    }

    private void isReady(String connector) {
        within(HERDER).alias(connector + " is ready").until(() -> CLUSTER.isReady(connector));
    }

    private void anotherIsCreatedChangedAndDeleted() {
        String other = "beside-" + name;
        wanted.connector(other, SequenceSpecs.source("", "topic: %s, rate: 1".formatted(TOPIC)));
        isReady(other);
        wanted.changeConnector(other, "config: {rate: 2}");
        isReady(other);
        wanted.deleteConnector(other);
        within(HERDER).until(() -> wanted.connector(other) == null);
    }

    private String configured(String key) throws Exception {
        return CLUSTER.connect().connectors().get(name).info().config().get(key);
    }

    @Test
    void in_validate_at_a_change_of_the_configuration() throws Exception {
        CLUSTER.restartOperator(SHORT, api -> api);
        create();
        isReady(name);

        tell("validate=hang\n");
        wanted.changeConnector(name, "config: {rate: 2}");

        connector.becomes(
                "WorkerError", "while the connector checked its configuration, the workers did not answer within 4 s");
        assertThat(wanted.ofConnector(name, "Stalled")).isNull();
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Running");
        assertThat(configured("rate")).isEqualTo("1");
        anotherIsCreatedChangedAndDeleted();
        tell("");
        isReady(name);
        assertThat(configured("rate")).isEqualTo("2");
    }

    @Test
    void in_validate_from_the_beginning() throws Exception {
        CLUSTER.restartOperator(SHORT, api -> api);
        tell("validate=hang\n");
        create();

        connector.becomes("WorkerError", "while the connector checked its configuration");
        assertThat(CLUSTER.has(name)).isFalse();
        wanted.deleteConnector(name);
        eventually().until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void in_start() {
        tell("start=hang\n");
        create();
        SequenceSpecs.whoHangs(control(), "start");

        connector.becomes("Starting", "not started it yet");
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");
        anotherIsCreatedChangedAndDeleted();
        tell("");
        isReady(name);
    }

    @Test
    void while_it_generates_the_configurations_of_its_tasks() throws Exception {
        tell("task-configs=hang\n");
        create();
        SequenceSpecs.whoHangs(control(), "task-configs");

        anotherIsCreatedChangedAndDeleted();
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");
        wanted.changeConnector(name, "state: Stopped");
        isReady(name);
        wanted.changeConnector(name, "state: Running");
        tell("");
        isReady(name);
    }

    @Test
    void in_start_and_can_be_deleted_nevertheless() throws Exception {
        tell("start=hang\n");
        create();
        SequenceSpecs.whoHangs(control(), "start");

        wanted.deleteConnector(name);

        within(HERDER).until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void in_the_start_of_a_task() {
        tell("task-start=hang\n");
        create();
        SequenceSpecs.whoHangs(control(), "task-start");

        connector.becomes("Starting", "0 of 1 tasks are running");
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");
        tell("");
        isReady(name);
    }

    @Test
    void in_stop_and_is_changed_and_deleted_nevertheless() throws Exception {
        create();
        isReady(name);
        tell("stop=hang\n");

        wanted.changeConnector(name, "config: {rate: 2}");
        SequenceSpecs.whoHangs(control(), "stop");

        isReady(name);
        assertThat(configured("rate")).isEqualTo("2");
        wanted.deleteConnector(name);
        within(HERDER).until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void in_the_stop_of_a_task_and_is_paused_and_deleted_nevertheless() throws Exception {
        create();
        isReady(name);
        tell("task-stop=hang\n");

        wanted.changeConnector(name, "state: Stopped");
        SequenceSpecs.whoHangs(control(), "task-stop");

        isReady(name);
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Stopped");
        wanted.deleteConnector(name);
        within(HERDER).until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void in_poll_which_nobody_can_see_but_can_be_stopped() {
        create();
        isReady(name);
        tell("move=hang\n");
        SequenceSpecs.whoHangs(control(), "move");

        wanted.changeConnector(name, "state: Stopped");

        isReady(name);
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Stopped");
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who own connectors ask of them day by day. */
@Tag("connect")
class EditAndRestartTest {
    private static final Duration SETTLED = Duration.ofSeconds(45);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "daily").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    private void create(String lines, String config) {
        wanted.connector(name, SequenceSpecs.source(lines, "topic: %s, rate: 5%s".formatted(topic, config)));
    }

    private void change(String change) {
        wanted.changeConnector(name, change);
        isReady();
    }

    private void isReady() {
        within(SETTLED).until(() -> CLUSTER.isReady(name));
    }

    private long restarts() {
        return CLUSTER.count("POST /connectors/%s/restart".formatted(name));
    }

    private String position() throws Exception {
        return CLUSTER.get("/connectors/%s/offsets".formatted(name));
    }

    @Test
    void a_failed_task_is_restarted_and_the_count_starts_anew_when_it_has_run_for_long() {
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, "");
        create(
                "tasksMax: 2\nautoRestart: {initialDelay: 1s, maxDelay: 1s, resetAfter: 2s}",
                ", sequences: 2, control.file: " + control);
        isReady();

        SequenceSpecs.tell(control, "move.1=fail\n");

        eventually().until(() -> wanted.reasonOfConnector(name), "TasksFailed"::equals);
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/2");
        assertThat(wanted.connector(name).getStatus().getFailedTasks())
                .singleElement()
                .satisfies(task -> assertThat(task.getMessage()).contains("told to fail at move of task 1"));
        within(SETTLED)
                .until(() -> wanted.connector(name).getStatus().getRestarts().getCount() >= 1);
        SequenceSpecs.tell(control, "");
        isReady();
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("2/2");
        within(SETTLED)
                .until(() -> wanted.connector(name).getStatus().getRestarts() == null
                        || wanted.connector(name).getStatus().getRestarts().getCount() == 0);
    }

    @Test
    void a_failed_connector_is_restarted_until_its_cause_is_gone() {
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, "start=fail\n");
        create("autoRestart: {initialDelay: 1s, maxDelay: 1s}", ", control.file: " + control);

        eventually().until(() -> wanted.reasonOfConnector(name), "ConnectorFailed"::equals);
        within(SETTLED).until(() -> restarts() >= 2);
        SequenceSpecs.tell(control, "");

        isReady();
    }

    @Test
    void nothing_is_restarted_that_is_not_to_be() {
        create("autoRestart: {enabled: false}", ", trouble.move: fail");
        eventually().until(() -> wanted.reasonOfConnector(name), "TasksFailed"::equals);
        assertThat(wanted.ofConnector(name, "Stalled")).isNotNull();
        assertThat(wanted.connector(name).getStatus().getRestarts())
                .satisfiesAnyOf(
                        restarts -> assertThat(restarts).isNull(),
                        restarts -> assertThat(restarts.getNextAt()).isNull());

        wanted.annotateConnector(name, "kafkaconnect.dev/restartedAt", "now");

        eventually().until(() -> wanted.connector(name).getStatus().getRestartedAt(), "now"::equals);
        assertThat(restarts()).isEqualTo(1);
    }

    @Test
    void more_tasks_are_made_and_fewer() {
        create("tasksMax: 1", ", sequences: 4");
        isReady();
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/1");

        change("tasksMax: 4");
        eventually().until(() -> wanted.connector(name).getStatus().getTasksReady(), "4/4"::equals);

        change("tasksMax: 2");
        eventually().until(() -> wanted.connector(name).getStatus().getTasksReady(), "2/2"::equals);
    }

    @ParameterizedTest(name = "changed {0}")
    @ValueSource(strings = {"with the pause", "while paused", "when resumed"})
    void no_record_is_written_by_the_configuration_before_a_pause(String moment) {
        String other = topic + "-other";
        String config = "config: {topic: %s}\n".formatted(other);
        SequenceSpecs.topic(CLUSTER.kafka.admin(), other, 1);
        create("tasksMax: 2", ", sequences: 2");
        isReady();

        change("state: Paused\n" + (moment.equals("with the pause") ? config : ""));
        int before = records(topic);
        if (moment.equals("while paused")) {
            change(config);
        }
        change("state: Running\n" + (moment.equals("when resumed") ? config : ""));

        within(SETTLED).until(() -> records(other) > 0);
        assertThat(records(topic)).isEqualTo(before);
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("2/2");
    }

    private static int records(String topic) {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), topic)
                .values()
                .size();
    }

    @Test
    void without_a_state_it_runs_again() {
        create("state: Paused", "");
        isReady();
        assertThat(wanted.reasonOfConnector(name)).isEqualTo("Paused");

        change("state: null");

        assertThat(wanted.reasonOfConnector(name)).isEqualTo("Running");
    }

    @Test
    void hands_off_means_that_nothing_is_sent_until_they_are_back_on() throws Exception {
        create("", "");
        isReady();
        wanted.annotateConnector(name, "kafkaconnect.dev/paused-reconciliation", "true");

        wanted.changeConnector(name, "{tasksMax: 2, config: {sequences: 2}}");

        eventually().until(() -> wanted.reasonOfConnector(name), "ReconciliationPaused"::equals);
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Running");
        assertThat(CLUSTER.connect().connectors().get(name).info().config()).containsEntry("tasks.max", "1");

        wanted.annotateConnector(name, "kafkaconnect.dev/paused-reconciliation", "false");

        isReady();
        eventually().until(() -> wanted.connector(name).getStatus().getTasksReady(), "2/2"::equals);
    }

    @Test
    void offsets_are_set_and_reset_and_the_connector_goes_on_from_there() throws Exception {
        create("", ", end: 3");
        isReady();
        eventually().until(this::position, text -> text.contains("\"position\":2"));

        change("offsets: {id: back, set: [{partition: {sequence: '0'}, offset: {position: 0}}]}");
        assertThat(wanted.connector(name).getStatus().getOffsets().getResult()).isEqualTo("Done");
        eventually().until(() -> read().records() == 5);
        change("offsets: {id: zero, set: null, reset: true}");
        eventually().until(() -> read().records() == 8);

        change("{state: Stopped, offsets: {id: away}}");

        assertThat(position()).isEqualTo("{\"offsets\":[]}");
    }

    @Test
    void offsets_that_the_connector_does_not_take_are_refused_and_it_runs_on() {
        create("", "");
        isReady();

        wanted.changeConnector(
                name, "offsets: {id: wrong, set: [{partition: {sequence: '0'}, offset: {position: nonsense}}]}");

        eventually().until(() -> wanted.reasonOfConnector(name), "OffsetsRefused"::equals);
        eventually().until(() -> "1/1".equals(wanted.connector(name).getStatus().getTasksReady()));
        assertThat(wanted.connector(name).getStatus().getOffsets().getMessage()).contains("position");
    }

    private Sequences read() {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), topic).sequences();
    }
}

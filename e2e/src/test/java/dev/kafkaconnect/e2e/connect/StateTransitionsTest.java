package dev.kafkaconnect.e2e.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Out of a failure, of the connector itself or of its task, into every state, before and after its cause is gone. */
@Tag("connect")
@Tag("faults")
class StateTransitionsTest {
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final String TOPIC = "numbers-of-the-failing";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "failing").within(SETTLED);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @BeforeAll
    static void a_topic() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
    }

    @ParameterizedTest(name = "from {0}, {1}, to {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            start      | still there | Paused  | Paused
            start      | still there | Stopped | Stopped
            start      | gone        | Running | Running
            start      | gone        | Paused  | Paused
            task-start | still there | Paused  | Paused
            task-start | still there | Stopped | Stopped
            task-start | gone        | Running | Running
            task-start | gone        | Paused  | Paused
            task-start | gone        | Stopped | Stopped
            move       | still there | Paused  | Paused
            move       | still there | Stopped | Stopped
            move       | gone        | Running | Running
            """)
    void goes_where_it_is_wanted(String moment, String cause, String state, String reason) throws Exception {
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, moment + "=fail\n");
        wanted.connector(
                name,
                SequenceSpecs.source(
                        "autoRestart: {initialDelay: 1s, maxDelay: 2s}",
                        "topic: %s, rate: 1, control.file: %s".formatted(TOPIC, control)));
        connector.becomes(moment.equals("start") ? "ConnectorFailed" : "TasksFailed");

        if (cause.equals("gone")) {
            SequenceSpecs.tell(control, "");
        }
        wanted.changeConnector(name, "state: " + state);

        connector.becomes(reason);
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("True");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo(state);
        assertThat(CLUSTER.connect().connectors().get(name).status().connector().state())
                .isEqualTo(state.toUpperCase(Locale.ROOT));
        if (!state.equals("Running")) {
            SequenceSpecs.tell(control, "");
            wanted.changeConnector(name, "state: Running");
            connector.becomes("Running");
        }
    }
}

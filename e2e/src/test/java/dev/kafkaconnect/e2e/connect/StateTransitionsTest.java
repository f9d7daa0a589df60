package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.apiserver.Patience.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.apiserver.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final String TOPIC = "numbers-of-the-failing";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final Wanted wanted = CLUSTER.wanted;
    private final String name = "failing-" + NUMBER.incrementAndGet();

    @BeforeAll
    static void a_topic() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
    }

    private void becomes(String reason) {
        within(SETTLED)
                .alias(name + " becomes " + reason)
                .untilAsserted(() -> assertThat(wanted.ofConnector(name, "Ready"))
                        .satisfies(ready -> assertThat(ready.getReason())
                                .as(ready.getMessage())
                                .isEqualTo(reason))
                        .satisfies(ready -> assertThat(ready.getObservedGeneration())
                                .isEqualTo(wanted.connector(name).getMetadata().getGeneration())));
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
        becomes(moment.equals("start") ? "ConnectorFailed" : "TasksFailed");

        if (cause.equals("gone")) {
            SequenceSpecs.tell(control, "");
        }
        wanted.changeConnector(name, "state: " + state);

        becomes(reason);
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("True");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo(state);
        assertThat(CLUSTER.connect().connectors().get(name).status().connector().state())
                .isEqualTo(state.toUpperCase(Locale.ROOT));
        if (!state.equals("Running")) {
            SequenceSpecs.tell(control, "");
            wanted.changeConnector(name, "state: Running");
            becomes("Running");
        }
    }
}

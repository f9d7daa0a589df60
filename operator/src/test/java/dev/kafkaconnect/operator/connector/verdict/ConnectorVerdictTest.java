package dev.kafkaconnect.operator.connector.verdict;

import static dev.kafkaconnect.operator.connector.Given.desired;
import static dev.kafkaconnect.operator.observe.Observations.connector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectorVerdictTest {
    private static final Instant AS_OF = Instant.parse("2026-01-31T12:00:00Z");
    private static final String TRACE =
            "org.example.Lost: connection lost\n\tat org.example.Main\nCaused by: java.io.IOException: reset by peer\n";

    @ParameterizedTest(name = "{0} is wanted, connector {1}, tasks {2}: {3}({4})")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Running | Running    | Running               | Ready   | Running
        Running | Running    | Running Running       | Ready   | Running
        Running | Running    | -                     | Progressing | NoTasks
        Running | Running    | Running Restarting    | Progressing | Starting
        Running | Running    | Running Unknown       | Progressing | Starting
        Running | Running    | Running Unverified    | Unknown | WorkerNotReady
        Running | Unverified | Running               | Unknown | WorkerNotReady
        Running | Running    | Unassigned Unverified | Progressing | Unassigned
        Running | Running    | Failed Unverified     | Stalled | TasksFailed
        Running | Running    | Running Unassigned    | Progressing | Unassigned
        Running | Running    | Paused Paused         | Progressing | Starting
        Running | Running    | Running Failed        | Stalled | TasksFailed
        Running | Running    | Unassigned Failed     | Stalled | TasksFailed
        Running | Unassigned | Running               | Progressing | Unassigned
        Running | Failed     | Running               | Stalled | ConnectorFailed
        Running | Failed     | Failed                | Stalled | ConnectorFailed
        Running | Restarting | Running               | Progressing | Starting
        Running | Unknown    | Running               | Progressing | Starting
        Running | Paused     | Paused                | Progressing | Starting
        Running | Stopped    | -                     | Progressing | Starting

        Paused  | Paused     | Paused Paused         | Ready   | Paused
        Paused  | Paused     | -                     | Ready   | Paused
        Paused  | Paused     | Paused Running        | Progressing | Updating
        Paused  | Paused     | Paused Unassigned     | Progressing | Unassigned
        Paused  | Unassigned | Paused                | Progressing | Unassigned
        Paused  | Paused     | Paused Unverified     | Unknown | WorkerNotReady
        Paused  | Running    | Running               | Progressing | Updating
        Paused  | Stopped    | -                     | Progressing | Updating

        Stopped | Stopped    | -                     | Ready   | Stopped
        Stopped | Stopped    | Running               | Progressing | Updating
        Stopped | Running    | Running               | Progressing | Updating
        Stopped | Paused     | -                     | Progressing | Updating
        Stopped | Unassigned | -                     | Progressing | Unassigned
        """)
    void judgesAConnectorByWhatItsSpecSays(
            TargetState wanted, RunState state, @Nullable String tasks, String kind, Reason reason) {
        Verdict verdict =
                ConnectorVerdict.of(desired(wanted), look(connector(state, states(tasks))), ReconcileState.NONE);

        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(TargetState.class)
    void aConnectorThatIsNotSeenIsStarting(TargetState wanted) {
        Verdict verdict = ConnectorVerdict.of(desired(wanted), look(null), ReconcileState.NONE);

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.Starting);
    }

    @ParameterizedTest(name = "{0} ms after the change, new run {1}: {2}")
    @CsvSource({
        "-50, Confirmed, Updating",
        "0, Confirmed, Running",
        "29999, Missing, Updating",
        "30000, Missing, Running",
        "-50, Unknown, Updating",
        "999, Unknown, Updating",
        "1000, Unknown, Running"
    })
    void doesNotTakeTheOldRunForTheNewOne(int millis, RestartEvidence evidence, Reason reason) {
        Instant changed = AS_OF.minusMillis(millis);
        ReconcileState memory = ReconcileState.NONE.afterPut(Map.of(), changed, changed);
        ObservedConnector running = connector(RunState.Running, RunState.Running);

        Verdict verdict =
                ConnectorVerdict.of(desired(TargetState.Running), new Observation(running, AS_OF, evidence), memory);

        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void waitsForTheNewRunForAsLongAsTheWorkersBeginOthers() {
        Instant changed = AS_OF.minusSeconds(100);
        ReconcileState memory = ReconcileState.NONE.afterPut(Map.of(), changed, changed);
        ObservedConnector running = connector(RunState.Running, RunState.Running);
        Instant begun = AS_OF.minusSeconds(10);
        Observation look = new Observation(running, AS_OF, RestartEvidence.Missing, begun);

        assertThat(ConnectorVerdict.of(desired(TargetState.Running), look, memory)
                        .reason())
                .isEqualTo(Reason.Updating);
        assertThat(ConnectorVerdict.lapses(look, memory)).isEqualTo(begun.plusSeconds(30));
    }

    @ParameterizedTest(name = "without a task for {0} s: {1}")
    @CsvSource({"0, Progressing", "59, Progressing", "60, Ready", "3600, Ready"})
    void aConnectorThatMakesNoTaskForAMinuteHasNothingToDo(int seconds, String kind) {
        ReconcileState memory = ReconcileState.NONE.idleSince(AS_OF.minusSeconds(seconds));

        Verdict verdict = ConnectorVerdict.of(desired(TargetState.Running), look(connector(RunState.Running)), memory);

        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(verdict.reason()).isEqualTo(Reason.NoTasks);
    }

    @Test
    void lapsesWhenAConnectorWithoutTasksHasWaitedForAMinute() {
        ReconcileState memory = ReconcileState.NONE.idleSince(AS_OF.minusSeconds(20));

        assertThat(ConnectorVerdict.lapses(look(connector(RunState.Running)), memory))
                .isEqualTo(AS_OF.plusSeconds(40));
        assertThat(ConnectorVerdict.lapses(look(connector(RunState.Running, RunState.Running)), ReconcileState.NONE))
                .isNull();
    }

    @Test
    void aTaskThatHasNeverNotedAStateIsStarting() {
        ObservedConnector running = Observations.withSilentTask(connector(RunState.Running, RunState.Running));

        Verdict verdict = ConnectorVerdict.of(desired(TargetState.Running), look(running), ReconcileState.NONE);

        assertThat(verdict.reason()).isEqualTo(Reason.Starting);
        assertThat(verdict.message()).contains("1 of 2 tasks");
    }

    @Test
    void saysWhyTheConnectorFailed() {
        ObservedConnector failed = connector(Map.of(), RunState.Failed, TRACE);

        Verdict verdict = ConnectorVerdict.of(desired(TargetState.Running), look(failed), ReconcileState.NONE);

        assertThat(verdict.message())
                .contains("connection lost", "reset by peer")
                .doesNotContain("\n");
    }

    @Test
    void saysHowManyTasksFailedAndWhyTheFirstDid() {
        ObservedConnector failed =
                connector(Map.of(), RunState.Running, TRACE, RunState.Running, RunState.Failed, RunState.Failed);

        Verdict verdict = ConnectorVerdict.of(desired(TargetState.Running), look(failed), ReconcileState.NONE);

        assertThat(verdict.message()).contains("2 of 3", "task 1", "connection lost", "reset by peer");
    }

    @Test
    void doesNotPromiseThatAFailedTaskWillPauseByItself() {
        ObservedConnector paused = connector(RunState.Paused, RunState.Paused, RunState.Failed);

        Verdict verdict = ConnectorVerdict.of(
                Given.with(Given.NO_RESTARTS, desired(TargetState.Paused)), look(paused), ReconcileState.NONE);

        assertThat(verdict).isNotInstanceOf(Verdict.Progressing.class);
    }

    private static Observation look(@Nullable ObservedConnector observed) {
        return new Observation(observed, AS_OF, RestartEvidence.Unknown);
    }

    private static RunState[] states(@Nullable String words) {
        return words == null
                ? new RunState[0]
                : Arrays.stream(words.split(" ")).map(RunState::valueOf).toArray(RunState[]::new);
    }
}

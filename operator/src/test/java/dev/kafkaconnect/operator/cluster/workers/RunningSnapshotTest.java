package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

public class RunningSnapshotTest {
    public static final RunningSnapshot.Expected ASKED = expected(true, false);
    private static final RunningSnapshot.Expected NOT_ASKED = expected(false, false);
    private static final RunningSnapshot.Expected IDLE = expected(true, true);

    private static final Predicate<RunningSnapshot.Failure> NONE_EXCUSED = failure -> false;

    private static final ObservedConnector BOTH_RUN =
            Observations.connector(RunState.Running, RunState.Running, RunState.Running);

    private final RunningSnapshot ran = RunningSnapshot.in(Map.of("orders", BOTH_RUN));

    @Test
    void missesNothingWhileAllRuns() {
        assertThat(ran.missing(Map.of("orders", BOTH_RUN), ASKED, NONE_EXCUSED)).isEmpty();
    }

    @Test
    void missesATaskThatNoLivingWorkerRuns() {
        ObservedConnector now = Observations.connector(RunState.Running, RunState.Running, RunState.Unassigned);

        assertThat(ran.missing(Map.of("orders", now), ASKED, NONE_EXCUSED))
                .containsExactly("task 1 of connector orders (Unassigned)");
    }

    @Test
    void missesATaskThatFailedMeanwhile() {
        ObservedConnector now = Observations.connector(RunState.Running, RunState.Failed, RunState.Running);

        assertThat(ran.missing(Map.of("orders", now), ASKED, NONE_EXCUSED))
                .containsExactly("task 0 of connector orders (Failed)");
    }

    @Test
    void missesAConnectorThatDoesNotRun() {
        ObservedConnector now = Observations.connector(RunState.Unassigned, RunState.Running, RunState.Running);

        assertThat(ran.missing(Map.of("orders", now), ASKED, NONE_EXCUSED))
                .containsExactly("connector orders (Unassigned)");
    }

    @Test
    void missesTheTasksOfAConnectorThatHasNoneYet() {
        assertThat(ran.missing(Map.of("orders", Observations.connector(RunState.Running)), ASKED, NONE_EXCUSED))
                .containsExactly("the tasks of connector orders (none)");
    }

    @Test
    void doesNotMissTheTasksOfAConnectorThatHasNothingToDoAnyMore() {
        Map<String, ObservedConnector> withoutTasks = Map.of("orders", Observations.connector(RunState.Running));
        ObservedConnector down = Observations.connector(RunState.Unassigned);

        assertThat(ran.missing(withoutTasks, IDLE, NONE_EXCUSED)).isEmpty();
        assertThat(ran.missing(Map.of("orders", down), IDLE, NONE_EXCUSED))
                .containsExactly("connector orders (Unassigned)");
    }

    @Test
    void missesAConnectorThatIsGoneOnlyWhileItIsAskedFor() {
        assertThat(ran.missing(Map.of(), ASKED, NONE_EXCUSED)).containsExactly("connector orders (gone)");
        assertThat(ran.missing(Map.of(), NOT_ASKED, NONE_EXCUSED)).isEmpty();
    }

    @Test
    void doesNotMissWhatSomebodyPausedStoppedOrMadeSmaller() {
        ObservedConnector paused = Observations.connector(RunState.Paused, RunState.Paused, RunState.Paused);
        ObservedConnector stopped = Observations.connector(RunState.Stopped);
        ObservedConnector oneTask = Observations.connector(RunState.Running, RunState.Running);

        assertThat(ran.missing(Map.of("orders", paused), ASKED, NONE_EXCUSED)).isEmpty();
        assertThat(ran.missing(Map.of("orders", stopped), ASKED, NONE_EXCUSED)).isEmpty();
        assertThat(ran.missing(Map.of("orders", oneTask), ASKED, NONE_EXCUSED)).isEmpty();
    }

    @Test
    void doesNotMissWhatHadFailedOrWasPausedBefore() {
        RunningSnapshot before = RunningSnapshot.in(Map.of(
                "failed", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "paused", Observations.connector(RunState.Paused, RunState.Paused)));

        Map<String, ObservedConnector> now = Map.of(
                "failed", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "paused", Observations.connector(RunState.Failed, RunState.Failed));

        assertThat(before.missing(now, ASKED, NONE_EXCUSED)).isEmpty();
    }

    @Test
    void doesNotMissWhatFailedForAReasonThatIsExcused() {
        ObservedConnector task = Observations.connector(RunState.Running, RunState.Failed, RunState.Unassigned);
        ObservedConnector whole = Observations.connector(RunState.Failed, RunState.Failed, RunState.Failed);

        assertThat(ran.missing(Map.of("orders", task), ASKED, failure -> failure.task() == 0))
                .containsExactly("task 1 of connector orders (Unassigned)");
        assertThat(ran.missing(Map.of("orders", whole), ASKED, failure -> failure.task() == 0))
                .containsExactly("connector orders (Failed)");
        assertThat(ran.missing(
                        Map.of("orders", whole), ASKED, failure -> failure.task() == RunningSnapshot.Failure.CONNECTOR))
                .isEmpty();
    }

    @Test
    void addsUpWhatRanAtDifferentTimes() {
        RunningSnapshot one = RunningSnapshot.in(
                Map.of("orders", Observations.connector(RunState.Running, RunState.Running, RunState.Failed)));
        RunningSnapshot other = RunningSnapshot.in(Map.of(
                "orders", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "users", Observations.connector(RunState.Running)));

        assertThat(one.and(other).connectors()).hasToString("{orders=[0, 1], users=[]}");
    }

    private static RunningSnapshot.Expected expected(boolean described, boolean mayBeIdle) {
        return new RunningSnapshot.Expected() {
            @Override
            public boolean described(String connector) {
                return described;
            }

            @Override
            public boolean mayBeIdle(String connector) {
                return mayBeIdle;
            }
        };
    }
}

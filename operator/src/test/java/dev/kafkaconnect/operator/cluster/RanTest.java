package dev.kafkaconnect.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.RunState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RanTest {
    private static final ObservedConnector BOTH_RUN =
            Observations.connector(RunState.Running, RunState.Running, RunState.Running);

    private final Ran ran = Ran.in(Map.of("orders", BOTH_RUN));

    @Test
    void missesNothingWhileAllRuns() {
        assertThat(ran.missing(Map.of("orders", BOTH_RUN), name -> true)).isEmpty();
    }

    @Test
    void missesATaskThatNoLivingWorkerRuns() {
        ObservedConnector now = Observations.connector(RunState.Running, RunState.Running, RunState.Unassigned);

        assertThat(ran.missing(Map.of("orders", now), name -> true))
                .containsExactly("task 1 of connector orders (Unassigned)");
    }

    @Test
    void missesATaskThatFailedMeanwhile() {
        ObservedConnector now = Observations.connector(RunState.Running, RunState.Failed, RunState.Running);

        assertThat(ran.missing(Map.of("orders", now), name -> true))
                .containsExactly("task 0 of connector orders (Failed)");
    }

    @Test
    void missesAConnectorThatDoesNotRun() {
        ObservedConnector now = Observations.connector(RunState.Unassigned, RunState.Running, RunState.Running);

        assertThat(ran.missing(Map.of("orders", now), name -> true)).containsExactly("connector orders (Unassigned)");
    }

    @Test
    void missesTheTasksOfAConnectorThatHasNoneYet() {
        assertThat(ran.missing(Map.of("orders", Observations.connector(RunState.Running)), name -> true))
                .containsExactly("the tasks of connector orders (none)");
    }

    @Test
    void missesAConnectorThatIsGoneOnlyWhileItIsAskedFor() {
        assertThat(ran.missing(Map.of(), name -> true)).containsExactly("connector orders (gone)");
        assertThat(ran.missing(Map.of(), name -> false)).isEmpty();
    }

    @Test
    void doesNotMissWhatSomebodyPausedStoppedOrMadeSmaller() {
        ObservedConnector paused = Observations.connector(RunState.Paused, RunState.Paused, RunState.Paused);
        ObservedConnector stopped = Observations.connector(RunState.Stopped);
        ObservedConnector oneTask = Observations.connector(RunState.Running, RunState.Running);

        assertThat(ran.missing(Map.of("orders", paused), name -> true)).isEmpty();
        assertThat(ran.missing(Map.of("orders", stopped), name -> true)).isEmpty();
        assertThat(ran.missing(Map.of("orders", oneTask), name -> true)).isEmpty();
    }

    @Test
    void doesNotMissWhatHadFailedOrWasPausedBefore() {
        Ran before = Ran.in(Map.of(
                "failed", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "paused", Observations.connector(RunState.Paused, RunState.Paused)));

        Map<String, ObservedConnector> now = Map.of(
                "failed", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "paused", Observations.connector(RunState.Failed, RunState.Failed));

        assertThat(before.missing(now, name -> true)).isEmpty();
    }

    @Test
    void addsUpWhatRanAtDifferentTimes() {
        Ran one = Ran.in(Map.of("orders", Observations.connector(RunState.Running, RunState.Running, RunState.Failed)));
        Ran other = Ran.in(Map.of(
                "orders", Observations.connector(RunState.Running, RunState.Failed, RunState.Running),
                "users", Observations.connector(RunState.Running)));

        assertThat(one.and(other).connectors()).hasToString("{orders=[0, 1], users=[]}");
    }
}

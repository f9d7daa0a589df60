package dev.kafkaconnect.operator.cluster.rollout;

import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.NOW;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.SETTINGS;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.found;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.memory;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.outages;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.planner;
import static dev.kafkaconnect.operator.cluster.rollout.RolloutPlannerTest.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshotTest;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link RolloutPlanner} waits for, and for how long. */
class RolloutPatienceTest {

    @ParameterizedTest(name = "taken {0} s ago: partition {1}")
    @CsvSource({"599, 2", "600, 1"})
    void goesOnAfterTheDeadlineWhereThatIsAskedFor(int secondsAgo, int next) {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(secondsAgo)));
        RolloutSettings forsaking =
                new RolloutSettings(Duration.ofMinutes(10), Duration.ofSeconds(3), true, WorkerImage.Policy.Automatic);

        RolloutStep step = new RolloutPlanner(
                        forsaking, RunningSnapshotTest.ASKED, failure -> false, new TreeMap<>(), NOW)
                .next(found, view("missing"), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(next);
        assertThat(step.verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    void whatWasGivenUpIsNotWaitedForAgainWithTheNextWorker() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(600)));
        RolloutSettings forsaking =
                new RolloutSettings(Duration.ofMinutes(10), Duration.ofSeconds(3), true, WorkerImage.Policy.Automatic);

        RolloutStep step = new RolloutPlanner(
                        forsaking, RunningSnapshotTest.ASKED, failure -> false, new TreeMap<>(), NOW)
                .next(found, view("missing"), NOW.minusSeconds(10));

        assertThat(Objects.requireNonNull(step.memory()).ran().connectors()).hasToString("{orders=[]}");
    }

    /** The failed task is on worker 0, see {@link Observations}. */
    @ParameterizedTest(name = "{0}: partition {1}")
    @CsvSource({"noo, 1", "noO, 2", "non, 2"})
    void whatFailsOnALivingWorkerThatWasNotTakenIsNotTheDoingOfTheRollout(String workers, int next) {
        Map<String, ObservedConnector> failed =
                Map.of("orders", Observations.connector(RunState.Running, RunState.Failed));
        ObservedStatefulSet found = found(workers, 2, "old", memory("new", NOW.minusSeconds(60)));

        RolloutStep step = planner().next(found, new ClusterView.Seen(failed, NOW), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(next);
    }

    @Test
    void whatFailedBeforeInTheSameWayIsNotWaitedFor() {
        Map<String, ObservedConnector> failed =
                Map.of("orders", Observations.connector(RunState.Running, RunState.Failed));
        ObservedStatefulSet found = found("non", 2, "old", memory("new", NOW.minusSeconds(60)));

        RolloutStep step = new RolloutPlanner(
                        SETTINGS, RunningSnapshotTest.ASKED, failure -> true, new TreeMap<>(), NOW)
                .next(found, new ClusterView.Seen(failed, NOW), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(1);
    }

    @Test
    void namesTheWorkerThatIsDownAndForHowLongItIsWaitedFor() {
        Verdict verdict = Objects.requireNonNull(planner(outages("ooO"))
                .next(found("ooO", 3, "old", null), view("run"), null)
                .verdict());

        assertThat(verdict.message()).contains("payments-worker-0 is down", "2026-01-31T12:09:00Z");
    }

    @Test
    void doesNotWaitForeverForAWorkerThatIsDown() {
        SortedMap<Integer, Instant> longAgo = new TreeMap<>(Map.of(0, NOW.minusSeconds(600)));

        RolloutStep step = planner(longAgo).next(found("ooO", 3, "old", null), view("run"), null);

        assertThat(step.partition()).isEqualTo(2);
    }
}

package dev.kafkaconnect.operator.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet.Worker;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshot;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshotTest;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPlannerTest {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final RolloutSettings SETTINGS =
            new RolloutSettings(Duration.ofMinutes(10), Duration.ofSeconds(3), false, WorkerImage.Policy.Automatic);
    private static final Map<String, ObservedConnector> ALL_RUN =
            Map.of("orders", Observations.connector(RunState.Running, RunState.Running));
    private static final Map<String, ObservedConnector> ONE_MISSING =
            Map.of("orders", Observations.connector(RunState.Running, RunState.Unassigned));
    private static final RunningSnapshot RAN = RunningSnapshot.in(ALL_RUN);

    /**
     * Workers from the highest ordinal down: n runs the new revision, o the old one, capital letters are not ready, - is
     * missing, x runs the old one and crashes. Memory: of the rollout to the new revision, of another one that was given up, or none. Current: the revision
     * that the controller gives to workers below the partition.
     */
    @ParameterizedTest(name = "{0}, partition {1}, current {2}, memory {3}, connectors {4}: partition {5}, {6}")
    @CsvSource(delimiter = '|', textBlock = """
            # at rest
            nnn | 3 | new | none  | run     | 3 | rest
            nNn | 3 | new | none  | missing | 3 | rest
            n-n | 3 | new | none  | missing | 3 | rest
            # created from nothing: the partition rises when all are ready
            nNn | 0 | new | none  | run     | 0 | rest
            nnn | 0 | new | none  | run     | 3 | rest
            # the template changed, by whomever
            ooo | 3 | old | none  | run     | 2 | step
            ooo | 3 | old | none  | missing | 2 | step
            # one that is down already, for a reason that no revision mends, is waited for; one that crashes is not
            ooO | 3 | old | none  | run     | 3 | wait
            oOo | 3 | old | none  | missing | 3 | wait
            -oO | 3 | old | none  | run     | 2 | step
            oo- | 3 | old | none  | run     | 3 | wait
            oxo | 3 | old | none  | missing | 2 | step
            oox | 3 | old | none  | run     | 2 | step
            Ooo | 3 | old | none  | run     | 2 | step
            OOO | 3 | old | none  | nobody  | 2 | step
            ooo | 3 | old | none  | unasked | 3 | wait
            ooo | 3 | old | none  | nobody  | 3 | wait
            # the worker that was taken
            ooo | 2 | old | new   | run     | 2 | wait
            Ooo | 2 | old | new   | missing | 2 | wait
            -oo | 2 | old | new   | missing | 2 | wait
            Noo | 2 | old | new   | run     | 2 | wait
            noo | 2 | old | new   | missing | 2 | wait
            noo | 2 | old | new   | unasked | 2 | wait
            noo | 2 | old | new   | run     | 1 | step
            nno | 1 | old | new   | run     | 0 | step
            noO | 2 | old | new   | run     | 2 | wait
            no- | 2 | old | new   | run     | 2 | wait
            nox | 2 | old | new   | run     | 0 | step
            # the last one is waited for too
            nnn | 0 | old | new   | run     | 0 | wait
            nnn | 0 | new | new   | missing | 0 | wait
            nnN | 0 | old | new   | run     | 0 | wait
            nnn | 0 | new | new   | run     | 3 | rest
            # a worker above that went down meanwhile holds it up, one below that is down is taken at once
            Nno | 1 | old | new   | run     | 1 | wait
            nOo | 2 | old | new   | missing | 1 | step
            nOO | 2 | old | new   | missing | 0 | step
            n-o | 2 | old | new   | missing | 1 | step
            # a revision that nobody has seen working takes no worker that is down for the moment
            NOo | 2 | old | new   | missing | 2 | wait
            NOO | 2 | old | new   | nobody  | 2 | wait
            # the old value was set back: what is broken is replaced at once, what runs is asked for nothing
            Onn | 3 | new | other | missing | 2 | step
            onn | 3 | new | other | missing | 2 | step
            oon | 3 | new | other | missing | 2 | step
            nnn | 3 | new | other | run     | 3 | rest
            -nn | 2 | new | new   | run     | 2 | wait
            # a third template while the second was under way: the first step asks for nothing again
            ooo | 3 | old | other | missing | 2 | step
            # workers were added, the new ones below the partition
            oonoo | 5 | old | new | run     | 4 | step
            OONoo | 5 | old | new | run     | 5 | wait
            """)
    void movesThePartition(
            String workers, int partition, String current, String memory, String connectors, int next, String kind) {
        ObservedStatefulSet found = found(workers, partition, current, memory(memory, NOW.minusSeconds(60)));

        RolloutStep step = planner(outages(workers)).next(found, view(connectors), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(next);
        switch (kind) {
            case "rest" -> {
                assertThat(step.verdict()).isNull();
                assertThat(step.memory()).isNull();
            }
            case "wait" -> {
                assertThat(step.verdict()).isInstanceOf(Verdict.Progressing.class);
                assertThat(step.memory()).isEqualTo(found.memory());
            }
            case "step" -> {
                assertThat(step.verdict()).isInstanceOf(Verdict.Progressing.class);
                assertThat(step.memory())
                        .isNotNull()
                        .satisfies(taken -> assertThat(taken.revision()).isEqualTo("new"))
                        .satisfies(taken -> assertThat(taken.since()).isEqualTo(NOW));
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    @ParameterizedTest(name = "partition {1} of {0} workers, {2} wanted: {3}")
    @CsvSource({"nnn, 3, 3, 3", "nnn, 3, 5, 5", "nnn, 3, 1, 1", "noo, 2, 3, 3", "noo, 2, 5, 5", "NOO, 2, 3, 3"})
    void aChangedTemplateOrNumberTakesNobodyInTheSameWrite(String workers, int partition, int wanted, int next) {
        ObservedStatefulSet found = found(workers, partition, "old", memory("new", NOW));

        RolloutStep step = RolloutPlanner.changing(found, wanted);

        assertThat(step.partition()).isEqualTo(next);
        assertThat(step.memory()).isEqualTo(found.memory());
    }

    @Test
    void withoutAnyWorkerNewOnesGetTheNewRevisionAtOnce() {
        assertThat(RolloutPlanner.changing(found("", 0, "old", null), 3).partition())
                .isZero();
    }

    @Test
    void withoutAnyWorkerNothingIsMissed() {
        RolloutStep step =
                planner().next(found("", 0, "old", memory("new", NOW.minusSeconds(6000))), view("nobody"), null);

        assertThat(step).isEqualTo(new RolloutStep(0, null, null));
    }

    @Test
    void doesNothingBeforeTheControllerHasSeenTheLastChange() {
        ObservedStatefulSet seen = found("noo", 2, "old", memory("new", NOW.minusSeconds(60)));
        ObservedStatefulSet unseen = new ObservedStatefulSet(
                seen.name(), 3, 2, seen.memory(), false, 3, seen.currentRevision(), seen.updateRevision(), seen.pods());

        RolloutStep step = planner().next(unseen, view("run"), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(2);
        assertThat(step.memory()).isEqualTo(seen.memory());
    }

    @Test
    void asksAgainAfterTheGroupHasSettled() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(60)));
        ClusterView now = new ClusterView.Seen(ALL_RUN, NOW);

        assertThat(planner().next(found, now, NOW.minusSeconds(2)).partition()).isEqualTo(2);
        assertThat(planner().next(found, now, null).partition()).isEqualTo(2);
        assertThat(planner().next(found, now, NOW.minusSeconds(3)).partition()).isEqualTo(1);
    }

    @Test
    void anAnswerFromBeforeTheWorkerWasBackDoesNotCount() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(60)));
        ClusterView old = new ClusterView.Seen(ALL_RUN, NOW.minusSeconds(30));

        assertThat(planner().next(found, old, NOW.minusSeconds(20)).partition()).isEqualTo(2);
    }

    @Test
    void isHaltedWhenAWorkerTakesTooLongAndNamesIt() {
        ObservedStatefulSet found = found("Noo", 2, "old", memory("new", NOW.minusSeconds(600)));

        Verdict verdict =
                Objects.requireNonNull(planner().next(found, view("run"), null).verdict());

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.RolloutHalted);
        assertThat(verdict.message()).contains("payments-worker-2 must become ready");
    }

    @Test
    void isHaltedWhenSomethingDoesNotRunAgainAndNamesIt() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(600)));

        Verdict verdict = Objects.requireNonNull(
                planner().next(found, view("missing"), NOW.minusSeconds(500)).verdict());

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.message()).contains("1 of 3 workers", "task 0 of connector orders", "pause or delete");
    }

    @Test
    void goesOnByItselfWhenWhatHaltedItRunsAgain() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(6000)));

        RolloutStep step = planner().next(found, view("run"), NOW.minusSeconds(10));

        assertThat(step.partition()).isEqualTo(1);
        assertThat(step.verdict()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    void remembersWhatRunsNowAndWhatARolloutThatWasGivenUpStillOwes() {
        Map<String, ObservedConnector> now = Map.of(
                "orders", Observations.connector(RunState.Running, RunState.Failed),
                "users", Observations.connector(RunState.Running, RunState.Running));

        RolloutStep step = planner()
                .next(
                        found("onn", 3, "new", memory("other", NOW.minusSeconds(60))),
                        new ClusterView.Seen(now, NOW),
                        null);

        assertThat(Objects.requireNonNull(step.memory()).ran().connectors()).hasToString("{orders=[0], users=[0]}");
    }

    @Test
    void beginsWithoutTheWorkersIfTheyHaveBeenSilentForLong() {
        ObservedStatefulSet found = found("ooo", 3, "old", null);

        assertThat(planner().next(found, silentSince(NOW.minusSeconds(5)), null).partition())
                .isEqualTo(3);
        assertThat(planner()
                        .next(found, silentSince(NOW.minusSeconds(40)), null)
                        .partition())
                .isEqualTo(2);
        assertThat(planner().next(found, silentSince(Instant.MIN), null).partition())
                .isEqualTo(2);
    }

    @Test
    void doesNotGoOnWhileTheWorkersAreSilent() {
        ObservedStatefulSet found = found("noo", 2, "old", memory("new", NOW.minusSeconds(60)));

        assertThat(planner()
                        .next(found, silentSince(Instant.MIN), NOW.minusSeconds(10))
                        .partition())
                .isEqualTo(2);
    }

    private static ClusterView silentSince(Instant lastSeen) {
        return new ClusterView.Unreachable("no answer", lastSeen);
    }

    static RolloutPlanner planner() {
        return planner(new TreeMap<>());
    }

    static RolloutPlanner planner(SortedMap<Integer, Instant> outages) {
        return new RolloutPlanner(SETTINGS, RunningSnapshotTest.ASKED, failure -> false, outages, NOW);
    }

    /** Every worker that is down and does not crash, since a minute. */
    static SortedMap<Integer, Instant> outages(String workers) {
        SortedMap<Integer, Instant> outages = new TreeMap<>();
        for (int i = 0; i < workers.length(); i++) {
            if ("NO-".indexOf(workers.charAt(i)) >= 0) {
                outages.put(workers.length() - 1 - i, NOW.minusSeconds(60));
            }
        }
        return outages;
    }

    static @Nullable RolloutState memory(String kind, Instant since) {
        return kind.equals("none") ? null : new RolloutState(kind, since, RAN);
    }

    static ClusterView view(String connectors) {
        return switch (connectors) {
            case "run" -> new ClusterView.Seen(ALL_RUN, NOW);
            case "missing" -> new ClusterView.Seen(ONE_MISSING, NOW);
            case "nobody" -> new ClusterView.NoWorkers();
            case "unasked" -> new ClusterView.NotYet();
            default -> throw new IllegalArgumentException(connectors);
        };
    }

    /** @param workers one letter each, from the highest ordinal down */
    static ObservedStatefulSet found(String workers, int partition, String current, @Nullable RolloutState memory) {
        SortedMap<Integer, Worker> pods = new TreeMap<>();
        for (int i = 0; i < workers.length(); i++) {
            char letter = workers.charAt(i);
            if (letter != '-') {
                String revision = Character.toLowerCase(letter) == 'n' ? "new" : "old";
                boolean alive = Character.isLowerCase(letter) && letter != 'x';
                pods.put(workers.length() - 1 - i, new Worker(revision, alive));
            }
        }
        return new ObservedStatefulSet(
                "payments-worker", workers.length(), partition, memory, true, pods.size(), current, "new", pods);
    }

    @Test
    void readsTheLettersFromTheHighestOrdinalDown() {
        assertThat(found("nOo", 2, "old", null).pods().keySet().stream().toList())
                .isEqualTo(List.of(0, 1, 2));
        assertThat(found("nOo", 2, "old", null).highestOutdated()).isEqualTo(1);
    }
}

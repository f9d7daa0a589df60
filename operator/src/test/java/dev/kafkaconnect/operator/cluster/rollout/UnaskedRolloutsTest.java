package dev.kafkaconnect.operator.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.ManagedInMemory;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshot;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnaskedRolloutsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final UnaskedRollouts.Fleet UNCHANGED = new UnaskedRollouts.Fleet(1, true, Set.of());
    private static final UnaskedRollouts.Fleet CHANGED = new UnaskedRollouts.Fleet(2, false, Set.of());

    private final UnaskedRollouts unasked = new UnaskedRollouts(1);
    private final Map<String, RolloutCoordinator> clusters = new HashMap<>();

    @Test
    void ofTwoClustersThatANewOperatorChangesOneWaitsForTheOther() {
        RolloutDecision first = afterTheTemplate("a", UNCHANGED);
        RolloutDecision second = afterTheTemplate("b", UNCHANGED);

        assertThat(partition(first)).isEqualTo(2);
        assertThat(partition(second)).isEqualTo(3);
        assertThat(Objects.requireNonNull(second.verdict()))
                .isInstanceOf(Verdict.Progressing.class)
                .extracting(Verdict::message)
                .asString()
                .contains("MAX_CLUSTERS_ROLLING", "waits for team/a");
    }

    @Test
    void aChangeOfTheSpecIsNotHeldBack() {
        afterTheTemplate("a", UNCHANGED);

        assertThat(partition(afterTheTemplate("b", CHANGED))).isEqualTo(2);
    }

    @Test
    void afterARestartWhatIsUnderWayCounts() {
        UnaskedRollouts.Fleet fleet = new UnaskedRollouts.Fleet(1, true, Set.of(new ClusterId("team", "under-way")));

        assertThat(partition(afterTheTemplate("a", fleet))).isEqualTo(3);
    }

    @Test
    void rolloutsThatAreHaltedAndThoseThatWereAskedForDoNotCount() {
        StatefulSet unasked = rolling("a", true, NOW.minusSeconds(60));
        StatefulSet asked = rolling("b", false, NOW.minusSeconds(60));
        StatefulSet halted = rolling("c", true, NOW.minusSeconds(6000));

        UnaskedRollouts.Fleet fleet = UnaskedRollouts.Fleet.around(
                Clusters.cluster("team", "z"), List.of(unasked, asked, halted), NOW.minusSeconds(600));

        assertThat(fleet.rolling()).containsExactly(new ClusterId("team", "a"));
    }

    @Test
    void aStandaloneWorkerWaitsForItsTurnToo() {
        afterTheTemplate("a", UNCHANGED);
        ConnectCluster cluster = Clusters.cluster("team", "b");
        cluster.getSpec().setMode("Standalone");
        ClusterPlan plan = Clusters.plan(cluster);
        StatefulSet before = stored(plan, 1);

        RolloutDecision held =
                rollouts("b").alone(new RolloutInputs(plan, before, pods(plan, 1), UNCHANGED, same -> false));

        assertThat(partition(held)).isEqualTo(1);
        rollouts("a").reset();
        assertThat(partition(rollouts("b")
                        .alone(new RolloutInputs(
                                plan, held(held.workers(), 1), pods(plan, 1), UNCHANGED, same -> true))))
                .isZero();
    }

    /** Two passes: the template is written, and then the first worker is taken, or not. */
    private RolloutDecision afterTheTemplate(String name, UnaskedRollouts.Fleet fleet) {
        ClusterPlan plan = Clusters.plan(Clusters.cluster("team", name));
        List<Pod> pods = pods(plan, 3);
        WorkerMode.Distributed mode = (WorkerMode.Distributed) plan.mode();
        RolloutInputs.Activity activity =
                new RolloutInputs.Activity(new ClusterView.Seen(Map.of(), NOW), Instant.EPOCH, Instant.EPOCH);
        RolloutDecision written = rollouts(name)
                .advance(new RolloutInputs(plan, stored(plan, 3), pods, fleet, same -> false), mode, activity);
        return rollouts(name)
                .advance(
                        new RolloutInputs(plan, held(written.workers(), 3), pods, fleet, same -> true), mode, activity);
    }

    /** At rest. */
    private static StatefulSet stored(ClusterPlan plan, int replicas) {
        StatefulSet workers = held(
                WorkerSet.from(
                        WorkerSet.at(WorkerSet.of(plan), replicas, replicas, null),
                        new TemplateOrigin(1, false, true).text()),
                replicas);
        workers.getStatus().setUpdateRevision("old");
        return workers;
    }

    /** As its controller knows it: no worker runs the present template. */
    private static StatefulSet held(StatefulSet workers, int replicas) {
        return new StatefulSetBuilder(workers)
                .editMetadata()
                .withGeneration(1L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(1L)
                .withReplicas(replicas)
                .withCurrentRevision("old")
                .withUpdateRevision("new")
                .endStatus()
                .build();
    }

    private static StatefulSet rolling(String name, boolean unasked, Instant since) {
        ClusterPlan plan = Clusters.plan(Clusters.cluster("team", name));
        String memory = RolloutAnnotation.text(new RolloutState("new", since, RunningSnapshot.NOTHING));
        return WorkerSet.from(
                WorkerSet.at(WorkerSet.of(plan), 3, 2, memory), new TemplateOrigin(1, unasked, true).text());
    }

    private static List<Pod> pods(ClusterPlan plan, int replicas) {
        return IntStream.range(0, replicas)
                .mapToObj(ordinal -> new PodBuilder()
                        .withNewMetadata()
                        .withName(plan.workers() + "-" + ordinal)
                        .withCreationTimestamp("2026-01-31T11:00:00Z")
                        .addToLabels("controller-revision-hash", "old")
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .toList();
    }

    private RolloutCoordinator rollouts(String name) {
        return clusters.computeIfAbsent(
                name,
                first -> new RolloutCoordinator(
                        new ClusterId("team", first),
                        new ManagedInMemory(),
                        unasked,
                        Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private static int partition(RolloutDecision wanted) {
        return ObservedStatefulSet.partition(wanted.workers());
    }
}

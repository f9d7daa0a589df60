package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersReadinessTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Verdict ROLLING = new Verdict.Progressing(Reason.RollingUpdate, "worker 2 is being replaced");

    @ParameterizedTest(name = "{0} wanted, {1} exist, {2} ready, {3} updated: {4}({5})")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            3 | 3 | 3 | 3 | Ready   | WorkersReady
            1 | 1 | 1 | 1 | Ready   | WorkersReady
            3 | 3 | 2 | 3 | Progressing | WorkersStarting
            3 | 3 | - | 3 | Progressing | WorkersStarting
            3 | 1 | 1 | 1 | Progressing | WorkersStarting
            3 | - | - | - | Progressing | WorkersStarting
            3 | 3 | 3 | 2 | Progressing | RollingUpdate
            3 | 3 | 3 | - | Progressing | RollingUpdate
            3 | 3 | 2 | 2 | Progressing | RollingUpdate
            3 | 5 | 5 | 5 | Progressing | RollingUpdate
            0 | 2 | 2 | 2 | Progressing | RollingUpdate
            0 | - | - | - | Ready   | ScaledToZero
            0 | 0 | 0 | 0 | Ready   | ScaledToZero
            """)
    void comparesTheWorkersWithThePlan(
            int wanted, Integer existing, Integer ready, Integer updated, String kind, Reason reason) {
        StatefulSet workers = workers(2L, existing, ready, updated);

        Verdict verdict = WorkersReadiness.of(plan(wanted), workers, List.of(), null, NOW);

        assertThat(verdict.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void workersThatDoNotExistAreBeingCreated() {
        Verdict verdict = WorkersReadiness.of(plan(3), null, List.of(), null, NOW);

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.WorkersStarting);
    }

    @Test
    void aStatefulSetThatNobodyHasLookedAtIsBeingCreated() {
        StatefulSet fresh = workers(1L, 3, 3, 3);
        fresh.setStatus(null);

        Verdict verdict = WorkersReadiness.of(plan(3), fresh, List.of(), null, NOW);

        assertThat(verdict.reason()).isEqualTo(Reason.WorkersStarting);
    }

    @Test
    void aStatefulSetThatItsControllerHasNotSeenIsBeingCreated() {
        StatefulSet fresh = workers(1L, 0, 0, 0);
        fresh.getStatus().setObservedGeneration(null);

        Verdict verdict = WorkersReadiness.of(plan(3), fresh, List.of(), ROLLING, NOW);

        assertThat(verdict.reason()).isEqualTo(Reason.WorkersStarting);
    }

    @Test
    void saysWhatARolloutWaitsForAlthoughTheCountsAreComplete() {
        assertThat(WorkersReadiness.of(plan(3), workers(2L, 3, 3, 3), List.of(), ROLLING, NOW))
                .isEqualTo(ROLLING);
    }

    @Test
    void aRolloutIsHaltedByAPodThatCannotStartForTheReasonOfThePod() {
        Pod broken = GoldenCase.of("pods", "image-pull-back-off").resource("pod.yaml", Pod.class);

        Verdict verdict = WorkersReadiness.of(plan(3), workers(2L, 3, 2, 1), List.of(broken), ROLLING, NOW);

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
        assertThat(verdict.message()).contains("rollout is halted", "2 other workers", "revert the change");
    }

    @Test
    void aHaltedRolloutGoesBeforeAPodThatOnlyWaits() {
        Pod waiting = GoldenCase.of("pods", "unschedulable").resource("pod.yaml", Pod.class);
        Verdict halted = new Verdict.Stalled(Reason.RolloutHalted, "too long");

        assertThat(WorkersReadiness.of(plan(3), workers(2L, 3, 2, 1), List.of(waiting), halted, NOW))
                .isEqualTo(halted);
    }

    @Test
    void doesNotTakeTheOldCountsForTheNew() {
        StatefulSet changed = workers(1L, 3, 3, 3);

        Verdict verdict = WorkersReadiness.of(plan(3), changed, List.of(), null, NOW);

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.RollingUpdate);
    }

    @Test
    void putsTheTroubleOfAPodBeforeTheCounts() {
        Pod broken = GoldenCase.of("pods", "image-pull-back-off").resource("pod.yaml", Pod.class);

        Verdict verdict = WorkersReadiness.of(plan(3), workers(2L, 3, 2, 1), List.of(broken), null, NOW);

        assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
    }

    @Test
    void saysWhyWorkersTakeLongToStart() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec()
                .setResources(new ResourceRequirementsBuilder()
                        .addToLimits("cpu", new Quantity("20m"))
                        .build());
        Pod starting = new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-0")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("worker")
                .withRestartCount(0)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();

        Verdict verdict =
                WorkersReadiness.of(Clusters.plan(cluster), workers(2L, 3, 0, 3), List.of(starting), null, NOW);

        assertThat(verdict.message())
                .contains("0 of 3 workers are ready", "still starting", "spec.resources.limits.cpu is 20m");
    }

    private static ClusterPlan plan(int replicas) {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec().setReplicas(replicas);
        return Clusters.plan(cluster);
    }

    private static StatefulSet workers(long observedGeneration, Integer existing, Integer ready, Integer updated) {
        return new StatefulSetBuilder()
                .withNewMetadata()
                .withGeneration(2L)
                .endMetadata()
                .withNewStatus()
                .withObservedGeneration(observedGeneration)
                .withReplicas(existing)
                .withReadyReplicas(ready)
                .withUpdatedReplicas(updated)
                .endStatus()
                .build();
    }
}

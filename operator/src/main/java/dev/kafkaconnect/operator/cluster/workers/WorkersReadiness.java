package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the workers are from what the plan wants, as Kubernetes sees it. Pure. */
public final class WorkersReadiness {

    private WorkersReadiness() {}

    /** @param rolling what a rollout waits for, null when none is under way */
    public static Verdict of(
            ClusterPlan plan,
            @Nullable StatefulSet workers,
            Collection<Pod> pods,
            @Nullable Verdict rolling,
            Instant now) {
        if (workers == null
                || workers.getStatus() == null
                || workers.getStatus().getObservedGeneration() == null) {
            return new Verdict.Progressing(Reason.WorkersStarting, "the workers are being created");
        }
        StatefulSetStatus status = workers.getStatus();
        int wanted = plan.replicas();
        int existing = count(status.getReplicas());
        int ready = count(status.getReadyReplicas());
        int updated = count(status.getUpdatedReplicas());
        Optional<Verdict> problem = WorkerPods.problem(pods, now);
        if (problem.isPresent() && problem.get() instanceof Verdict.Stalled stalled) {
            return rolling == null ? stalled : halted(stalled, ready);
        }
        Optional<Verdict> lost = LostPods.verdict(plan, pods, now);
        if (lost.isPresent()) {
            return lost.get();
        }
        if (rolling instanceof Verdict.Stalled) {
            return rolling;
        }
        if (problem.isPresent()) {
            return problem.get();
        }
        if (rolling != null) {
            return rolling;
        }
        if (!status.getObservedGeneration().equals(workers.getMetadata().getGeneration())) {
            return new Verdict.Progressing(Reason.RollingUpdate, "a change of the workers is about to be rolled out");
        }
        if (wanted == 0 && existing == 0) {
            return new Verdict.Ready(Reason.ScaledToZero, "spec.replicas is 0: no worker runs, and no connector");
        }
        if (existing > wanted) {
            return new Verdict.Progressing(
                    Reason.RollingUpdate,
                    "%d workers exist, %d are wanted: those that are removed hand over their connectors and tasks"
                            .formatted(existing, wanted));
        }
        if (updated < wanted && existing == wanted) {
            return new Verdict.Progressing(
                    Reason.RollingUpdate, "%d of %d workers run the current revision".formatted(updated, wanted));
        }
        if (ready < wanted) {
            String slow = SlowStart.of(plan, pods).map("; "::concat).orElse("");
            return new Verdict.Progressing(
                    Reason.WorkersStarting, "%d of %d workers are ready%s".formatted(ready, wanted, slow));
        }
        return new Verdict.Ready(
                Reason.WorkersReady, "%d of %d workers are ready%s".formatted(ready, wanted, keptImage(plan)));
    }

    private static String keptImage(ClusterPlan plan) {
        String newer = plan.workerImage().newer();
        return newer == null
                ? ""
                : "; they keep the image %s, which was the operator's default when they were created: set spec.image to %s, or spec.rollout.onOperatorUpgrade to Automatic, for the present one"
                        .formatted(plan.image(), newer);
    }

    private static Verdict halted(Verdict.Stalled problem, int ready) {
        return new Verdict.Stalled(
                problem.reason(),
                "%s. The rollout is halted; %d other workers keep running unchanged. Correct the spec or revert the change; nothing else is needed"
                        .formatted(problem.message(), ready));
    }

    public static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}

package dev.kafkaconnect.operator.cluster;

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
final class Rollout {

    private Rollout() {}

    /** @param rolling what a rollout waits for, null when none is under way */
    static Verdict of(
            ClusterPlan plan,
            @Nullable StatefulSet workers,
            Collection<Pod> pods,
            @Nullable Verdict rolling,
            Instant now) {
        if (workers == null
                || workers.getStatus() == null
                || workers.getStatus().getObservedGeneration() == null) {
            return new Verdict.Waiting(Reason.WorkersStarting, "the workers are being created");
        }
        StatefulSetStatus status = workers.getStatus();
        int wanted = plan.replicas();
        int existing = count(status.getReplicas());
        int ready = count(status.getReadyReplicas());
        int updated = count(status.getUpdatedReplicas());
        Optional<Verdict> trouble = WorkerPods.trouble(pods, now);
        if (trouble.isPresent() && trouble.get() instanceof Verdict.Stalled stalled) {
            return rolling == null ? stalled : halted(stalled, ready);
        }
        if (rolling instanceof Verdict.Stalled) {
            return rolling;
        }
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (rolling != null) {
            return rolling;
        }
        if (!status.getObservedGeneration().equals(workers.getMetadata().getGeneration())) {
            return new Verdict.Waiting(Reason.RollingUpdate, "a change of the workers is about to be carried out");
        }
        if (wanted == 0 && existing == 0) {
            return new Verdict.Ready(Reason.ScaledToZero, "spec.replicas is 0: no worker runs, and no connector");
        }
        if (existing > wanted) {
            return new Verdict.Waiting(
                    Reason.RollingUpdate,
                    "%d workers exist, %d are wanted: those that leave hand over what they run"
                            .formatted(existing, wanted));
        }
        if (updated < wanted && existing == wanted) {
            return new Verdict.Waiting(
                    Reason.RollingUpdate, "%d of %d workers run the current revision".formatted(updated, wanted));
        }
        if (ready < wanted) {
            return new Verdict.Waiting(Reason.WorkersStarting, "%d of %d workers are ready".formatted(ready, wanted));
        }
        return new Verdict.Ready(Reason.WorkersReady, "%d of %d workers are ready".formatted(ready, wanted));
    }

    private static Verdict halted(Verdict.Stalled trouble, int ready) {
        return new Verdict.Stalled(
                trouble.reason(),
                "%s. The rollout is halted, %d other workers go on as they are; correct the spec or set the old value back, nothing else is needed"
                        .formatted(trouble.message(), ready));
    }

    static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}

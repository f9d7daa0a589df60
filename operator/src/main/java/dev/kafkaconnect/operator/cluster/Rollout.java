package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the workers are from what the plan wants, as Kubernetes sees it. Pure. */
final class Rollout {

    private Rollout() {}

    static Verdict of(ClusterPlan plan, @Nullable StatefulSet workers, Collection<Pod> pods) {
        if (workers == null || workers.getStatus() == null) {
            return new Verdict.Waiting(Reason.WorkersStarting, "the workers are being created");
        }
        StatefulSetStatus status = workers.getStatus();
        int wanted = plan.replicas();
        int existing = count(status.getReplicas());
        int ready = count(status.getReadyReplicas());
        int updated = count(status.getUpdatedReplicas());
        Optional<Verdict> trouble = WorkerPods.trouble(pods);
        if (trouble.isPresent()) {
            return trouble.get();
        }
        if (!workers.getMetadata().getGeneration().equals(status.getObservedGeneration())) {
            return new Verdict.Waiting(Reason.RollingUpdate, "a change of the workers is about to be carried out");
        }
        if (wanted == 0 && existing == 0) {
            return new Verdict.Ready(Reason.ScaledToZero, "spec.replicas is 0: no worker runs, and no connector");
        }
        if (existing > wanted) {
            return new Verdict.Waiting(
                    Reason.RollingUpdate, "%d workers exist, %d are wanted".formatted(existing, wanted));
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

    static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}

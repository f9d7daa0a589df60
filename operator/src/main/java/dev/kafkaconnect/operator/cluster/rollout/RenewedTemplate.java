package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.function.Predicate;

/**
 * Rollouts under a policy that changes the template of the workers with each write, a time in an annotation for instance. A
 * write for each worker would begin the rollout again each time, without end: Kubernetes replaces all workers after one write,
 * one after the other as they become ready, and nothing is written that can be left out. Called by {@code WorkerChanges}. Pure.
 */
public final class RenewedTemplate {

    private RenewedTemplate() {}

    /** Whether the stored StatefulSet was written for such a rollout, which leaves its partition at 0. */
    public static boolean isSignOf(StatefulSet workers) {
        return WorkersReadiness.count(workers.getSpec().getReplicas()) > 0
                && ObservedStatefulSet.partition(workers) == 0
                && ObservedStatefulSet.annotation(workers) == null;
    }

    /**
     * What is written in the place of the next step.
     *
     * @param next a step that would be written
     * @param same whether applying a StatefulSet would change nothing
     */
    public static RolloutDecision instead(RolloutDecision next, StatefulSet stored, Predicate<StatefulSet> same) {
        int replicas = WorkersReadiness.count(stored.getSpec().getReplicas());
        int partition = ObservedStatefulSet.partition(stored);
        String memory = ObservedStatefulSet.annotation(stored);
        StatefulSet kept =
                WorkerSet.from(WorkerSet.at(next.workers(), replicas, partition, memory), TemplateOrigin.text(stored));
        if (!same.test(kept)) {
            return next;
        }
        boolean takes = ObservedStatefulSet.partition(next.workers()) < partition;
        if (!takes && memory == null) {
            return new RolloutDecision(kept, next.verdict(), null);
        }
        String first =
                next.taken() == null ? "%s-%d".formatted(stored.getMetadata().getName(), replicas - 1) : next.taken();
        return new RolloutDecision(WorkerSet.at(next.workers(), replicas, 0, null), next.verdict(), first);
    }
}

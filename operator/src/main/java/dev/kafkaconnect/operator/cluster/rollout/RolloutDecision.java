package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.jspecify.annotations.Nullable;

/**
 * The StatefulSet that a pass is to apply. Made by {@link RolloutCoordinator}; a check before it is carried out may put another one
 * in its place.
 *
 * @param verdict what the rollout waits for, null when none is under way
 * @param taken the pod of the worker that will stop when this is applied, null when none will
 */
public record RolloutDecision(
        StatefulSet workers,
        @Nullable Verdict verdict,
        @Nullable String taken) {

    /** Without a rollout: there are no workers yet. */
    public static RolloutDecision atOnce(ClusterPlan plan, long generation) {
        TemplateOrigin origin =
                new TemplateOrigin(generation, false, plan.workerImage().byDefault());
        return new RolloutDecision(WorkerSet.from(WorkerSet.of(plan), origin.text()), null, null);
    }

    /** The same template, but no worker is replaced and their number stays. */
    public RolloutDecision halted(StatefulSet stored, Verdict why) {
        return new RolloutDecision(
                WorkerSet.at(
                        workers,
                        WorkersReadiness.count(stored.getSpec().getReplicas()),
                        ObservedStatefulSet.partition(stored),
                        ObservedStatefulSet.annotation(stored)),
                why,
                null);
    }

    /** The same as it is written, where the API server makes another number of workers of the one that is written. */
    public RolloutDecision asWritten(ClusterPlan plan) {
        return new RolloutDecision(WorkerSet.asWritten(plan, workers), verdict, taken);
    }

    RolloutDecision withVerdict(@Nullable Verdict other) {
        return new RolloutDecision(workers, other, taken);
    }
}

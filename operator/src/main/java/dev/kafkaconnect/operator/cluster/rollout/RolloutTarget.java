package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.jspecify.annotations.Nullable;

/**
 * The workers as they are to become, beside those that there are. Made by {@link RolloutCoordinator} once a pass. Pure.
 *
 * @param differs whether the template that is stored is another one
 * @param origin where the change comes from, null when it is not known
 */
record RolloutTarget(
        RolloutInputs inputs,
        StatefulSet wanted,
        ObservedStatefulSet found,
        boolean differs,
        @Nullable TemplateOrigin origin) {

    /** @param asked whether the wanted template is a step of what was asked for earlier */
    static RolloutTarget of(RolloutInputs inputs, StatefulSet wanted, boolean asked) {
        StatefulSet actual = inputs.actual();
        ObservedStatefulSet found = ObservedStatefulSet.of(actual, inputs.pods());
        StatefulSet inPlace =
                WorkerSet.at(wanted, found.replicas(), found.partition(), ObservedStatefulSet.annotation(actual));
        boolean differs = !inputs.same().test(WorkerSet.from(inPlace, TemplateOrigin.text(actual)));
        TemplateOrigin origin = UnaskedRollouts.origin(inputs.plan(), found, actual, inputs.fleet(), differs, asked);
        return new RolloutTarget(inputs, wanted, found, differs, origin);
    }

    /** Whether the template or the number of workers is to change, before any worker is replaced. */
    boolean changes() {
        return differs || found.replicas() != inputs.plan().replicas();
    }

    /** The wanted template, in which this many workers are kept and those from the partition on are replaced. */
    StatefulSet at(int replicas, int partition) {
        return marked(WorkerSet.at(wanted, replicas, partition, ObservedStatefulSet.annotation(inputs.actual())));
    }

    StatefulSet marked(StatefulSet workers) {
        return WorkerSet.from(workers, origin == null ? null : origin.text());
    }

    RolloutDecision wait(Verdict why) {
        return new RolloutDecision(at(found.replicas(), found.partition()), why, null);
    }

    /** @param taken the pod of the worker that the step stops, null when it stops none */
    RolloutDecision after(RolloutStep step, @Nullable String taken) {
        RolloutState memory = step.memory();
        boolean over = memory == null && step.verdict() == null;
        StatefulSet workers = WorkerSet.at(wanted, found.replicas(), step.partition(), annotation(memory));
        return new RolloutDecision(
                WorkerSet.from(workers, origin == null ? null : (over ? origin.settled() : origin).text()),
                step.verdict(),
                taken);
    }

    /** As it is stored where nothing has to be remembered besides. */
    private @Nullable String annotation(@Nullable RolloutState memory) {
        if (memory == null) {
            return null;
        }
        return memory.equals(found.memory())
                ? ObservedStatefulSet.annotation(inputs.actual())
                : RolloutAnnotation.text(memory);
    }
}

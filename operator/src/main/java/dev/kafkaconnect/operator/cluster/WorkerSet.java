package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The StatefulSet of the workers; what is in their pods is the concern of {@link WorkerPodTemplate}. Pure. */
final class WorkerSet {

    private WorkerSet() {}

    /** At rest: no worker is taken to another revision. */
    static StatefulSet of(ClusterPlan plan) {
        StatefulSet workers = new StatefulSetBuilder()
                .withMetadata(Children.metadata(plan, plan.workers()))
                .withNewSpec()
                .withServiceName(plan.workersService())
                // With OrderedReady the controller waits for a broken pod for ever, even when its template is mended.
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan))
                .endSelector()
                .withTemplate(WorkerPodTemplate.of(plan))
                .endSpec()
                .build();
        return at(workers, plan.replicas(), plan.replicas(), null);
    }

    /**
     * The same StatefulSet at a point of a rollout.
     *
     * @param partition the controller takes workers from this ordinal on to the template
     * @param memory text of {@link RolloutAnnotation}, null when no rollout is under way
     */
    static StatefulSet at(StatefulSet workers, int replicas, int partition, @Nullable String memory) {
        return new StatefulSetBuilder(workers)
                .editMetadata()
                .withAnnotations(memory == null ? null : Map.of(RolloutAnnotation.NAME, memory))
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(partition)
                .endRollingUpdate()
                .endUpdateStrategy()
                .endSpec()
                .build();
    }
}

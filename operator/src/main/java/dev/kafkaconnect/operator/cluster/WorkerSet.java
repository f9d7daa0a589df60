package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;

/** The StatefulSet of the workers; what is in their pods is the concern of {@link WorkerPodTemplate}. Pure. */
final class WorkerSet {

    private WorkerSet() {}

    static StatefulSet of(ClusterPlan plan, ConfigMap config) {
        return new StatefulSetBuilder()
                .withMetadata(Children.metadata(plan, plan.workers()))
                .withNewSpec()
                .withServiceName(plan.workersService())
                .withReplicas(plan.replicas())
                // With OrderedReady the controller waits for a broken pod for ever, even when its template is mended.
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan))
                .endSelector()
                .withTemplate(WorkerPodTemplate.of(plan, config))
                .endSpec()
                .build();
    }
}

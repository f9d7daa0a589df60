package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.workers.RolloutAnnotation;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategyBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The StatefulSet of the workers; what is in their pods is the concern of {@link WorkerPodTemplate}. A standalone worker has
 * one too: it never runs two pods of one name, so never two workers on one offset file, where a Deployment starts the next
 * pod while the one that was deleted, or whose node is lost, may still run. Pure.
 */
public final class WorkerSet {

    private WorkerSet() {}

    /** At rest: no worker of a group is taken to another revision; a standalone worker always is. */
    public static StatefulSet of(ClusterPlan plan) {
        StatefulSet workers = new StatefulSetBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.workers()))
                .withNewSpec()
                .withServiceName(plan.workersService())
                // With OrderedReady the controller waits for a broken pod for ever, even when its template is mended.
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan))
                .endSelector()
                .endSpec()
                .build();
        workers.getSpec().setTemplate(WorkerPodTemplate.of(plan));
        int partition = switch (plan.mode()) {
            case WorkerMode.Distributed distributed -> plan.replicas();
            // There is no worker to wait for, and none to take over meanwhile.
            case WorkerMode.Standalone standalone -> 0;
        };
        return at(workers, plan.replicas(), partition, null);
    }

    /**
     * The same StatefulSet at a point of a rollout.
     *
     * @param partition the controller takes workers from this ordinal on to the template
     * @param memory text of {@link RolloutAnnotation}, null when no rollout is under way
     */
    public static StatefulSet at(StatefulSet workers, int replicas, int partition, @Nullable String memory) {
        ObjectMeta metadata = new ObjectMetaBuilder(workers.getMetadata())
                .removeFromAnnotations(RolloutAnnotation.NAME)
                .addToAnnotations(memory == null ? Map.of() : Map.of(RolloutAnnotation.NAME, memory))
                .build();
        StatefulSetSpec spec = withReplicas(workers.getSpec(), replicas);
        spec.setUpdateStrategy(new StatefulSetUpdateStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(partition)
                .endRollingUpdate()
                .build());
        return with(metadata, spec, workers);
    }

    /** Shares all else with the former one, which nobody changes: a builder would copy the whole template. */
    private static StatefulSetSpec withReplicas(StatefulSetSpec spec, int replicas) {
        return new StatefulSetSpec(
                spec.getMinReadySeconds(),
                spec.getOrdinals(),
                spec.getPersistentVolumeClaimRetentionPolicy(),
                spec.getPodManagementPolicy(),
                replicas,
                spec.getRevisionHistoryLimit(),
                spec.getSelector(),
                spec.getServiceName(),
                spec.getTemplate(),
                spec.getUpdateStrategy(),
                spec.getVolumeClaimTemplates());
    }

    private static StatefulSet with(ObjectMeta metadata, StatefulSetSpec spec, StatefulSet workers) {
        return new StatefulSet(workers.getApiVersion(), workers.getKind(), metadata, spec, workers.getStatus());
    }

    /** The same as it is written, where the API server makes another number of workers of the one that is written. */
    public static StatefulSet asWritten(ClusterPlan plan, StatefulSet workers) {
        return WorkersReadiness.count(workers.getSpec().getReplicas()) != plan.replicas()
                ? workers
                : with(workers.getMetadata(), withReplicas(workers.getSpec(), plan.replicasWritten()), workers);
    }

    /**
     * The same with where its template comes from.
     *
     * @param origin text of {@link TemplateOrigin}, null for none
     */
    public static StatefulSet from(StatefulSet workers, @Nullable String origin) {
        return origin == null
                ? workers
                : with(
                        new ObjectMetaBuilder(workers.getMetadata())
                                .addToAnnotations(TemplateOrigin.NAME, origin)
                                .build(),
                        workers.getSpec(),
                        workers);
    }
}

package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.SortedMap;

/**
 * How many workers there are and what they run. Part of {@link ClusterPlan}.
 *
 * @param config what the user set under spec.config, as text
 * @param options how the workers are run
 */
public record WorkersPlan(
        WorkerMode mode,
        WorkerImage image,
        Replicas replicas,
        SortedMap<String, String> config,
        ResourceRequirements resources,
        WorkerOptions options) {

    WorkersPlan withMode(WorkerMode other) {
        return new WorkersPlan(other, image, replicas, config, resources, options);
    }

    WorkersPlan withImage(WorkerImage other) {
        return new WorkersPlan(mode, other, replicas, config, resources, options);
    }

    WorkersPlan withReplicas(int other) {
        return new WorkersPlan(mode, image, new Replicas(other, replicas.written()), config, resources, options);
    }
}

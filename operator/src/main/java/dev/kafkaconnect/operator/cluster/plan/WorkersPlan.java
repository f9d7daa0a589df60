package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.SortedMap;

/**
 * How many workers there are and what they run. Part of {@link ClusterPlan}.
 *
 * @param replicas how many workers there are to be
 * @param replicasWritten the number that is written for it, another one where a policy changes it
 * @param config what the user set under spec.config, as text
 * @param options how the workers are run
 */
public record WorkersPlan(
        WorkerImage image,
        int replicas,
        int replicasWritten,
        SortedMap<String, String> config,
        ResourceRequirements resources,
        WorkerOptions options) {

    WorkersPlan withImage(WorkerImage other) {
        return new WorkersPlan(other, replicas, replicasWritten, config, resources, options);
    }

    WorkersPlan withReplicas(int other) {
        return new WorkersPlan(image, other, replicasWritten, config, resources, options);
    }
}

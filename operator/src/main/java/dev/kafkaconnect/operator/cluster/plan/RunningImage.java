package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.cluster.upgrade.TemplateOrigin;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import dev.kafkaconnect.operator.kafka.client.ClientVersion;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which image the workers have, and whether a plan goes on with it. Called by {@code ClusterResolver}. Pure. */
public final class RunningImage {

    private RunningImage() {}

    /** @param workers the cluster's own, null when there are none */
    public static WorkerImage beside(ConnectCluster cluster, ClusterPlan plan, @Nullable StatefulSet workers) {
        return plan.workerImage()
                .beside(
                        workers == null ? null : running(cluster, workers).orElse(null),
                        plan.rollout().images(),
                        ClientVersion.own());
    }

    private static Optional<WorkerImage.Running> running(ConnectCluster cluster, StatefulSet workers) {
        // What an earlier version of the operator has left does not tell whose choice its image was.
        boolean byDefault =
                TemplateOrigin.of(workers).map(TemplateOrigin::imageByDefault).orElse(true);
        String version =
                cluster.getStatus() == null ? null : cluster.getStatus().getVersion();
        return workers.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> WorkerPodNames.CONTAINER.equals(container.getName()))
                .map(Container::getImage)
                .findFirst()
                .map(image -> new WorkerImage.Running(image, byDefault, version));
    }
}

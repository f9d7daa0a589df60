package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.StartDeadline;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.status.StatusWriter;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Optional;

/** Says that workers take long to start because their limit of processor time is low. Called by {@link WorkersReadiness}. Pure. */
final class SlowStart {

    private SlowStart() {}

    static Optional<String> of(ClusterPlan plan, Collection<Pod> pods) {
        return StartDeadline.lowLimit(plan.resources())
                .flatMap(low -> pods.stream()
                        .filter(SlowStart::isStarting)
                        .map(pod -> pod.getMetadata().getName())
                        .sorted()
                        .findFirst()
                        .map(worker ->
                                "worker %s is still starting; spec.resources.limits.cpu is %s, which is low: it may take up to %d s"
                                        .formatted(worker, low, StartDeadline.of(plan.resources()))));
    }

    private static boolean isStarting(Pod pod) {
        return !StatusWriter.isTerminating(pod)
                && pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream().anyMatch(SlowStart::isStarting);
    }

    private static boolean isStarting(ContainerStatus container) {
        return WorkerPodNames.CONTAINER.equals(container.getName())
                && !Boolean.TRUE.equals(container.getStarted())
                && container.getState() != null
                && container.getState().getRunning() != null;
    }
}

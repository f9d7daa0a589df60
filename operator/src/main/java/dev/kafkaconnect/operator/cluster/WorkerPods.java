package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Reads the truth about workers off their pods. Pure. */
final class WorkerPods {

    /** Waiting reasons of the kubelet that say that the image is the trouble. */
    private static final Set<String> IMAGE_TROUBLES =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");

    /** A process that ended this often did not end by accident. */
    private static final int RESTARTS_OF_A_CRASH = 2;

    private WorkerPods() {}

    static boolean isAlive(Pod pod) {
        return !StatusWriter.isTerminating(pod) && Readiness.isPodReady(pod);
    }

    /** What keeps a worker from running, in the words of the pod itself; empty if time is all that is needed. */
    static Optional<Verdict> trouble(Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> !isAlive(pod) && !StatusWriter.isTerminating(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(WorkerPods::trouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Verdict> trouble(Pod pod) {
        String name = pod.getMetadata().getName();
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
            Optional<Verdict> trouble = trouble(name, container);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition -> new Verdict.Waiting(
                        Reason.Unschedulable, "worker %s has no node: %s".formatted(name, condition.getMessage())));
    }

    private static Optional<Verdict> trouble(String pod, ContainerStatus container) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        if (waiting != null && IMAGE_TROUBLES.contains(String.valueOf(waiting.getReason()))) {
            return Optional.of(new Verdict.Stalled(
                    Reason.ImagePullFailed,
                    "worker %s cannot get its image %s (%s): %s; correct spec.image or make the image available"
                            .formatted(pod, container.getImage(), waiting.getReason(), waiting.getMessage())));
        }
        ContainerStateTerminated ended = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        if (ended != null && container.getRestartCount() >= RESTARTS_OF_A_CRASH) {
            String log = ended.getMessage() == null
                    ? ""
                    : ", its last words: " + ended.getMessage().strip();
            return Optional.of(new Verdict.Stalled(
                    Reason.WorkerCrashed,
                    "worker %s ends again and again (%s, exit code %d)%s"
                            .formatted(pod, ended.getReason(), ended.getExitCode(), log)));
        }
        if (waiting != null && "CreateContainerConfigError".equals(waiting.getReason())) {
            return Optional.of(new Verdict.Stalled(
                    Reason.WorkerCrashed, "worker %s cannot be started: %s".formatted(pod, waiting.getMessage())));
        }
        return Optional.empty();
    }
}

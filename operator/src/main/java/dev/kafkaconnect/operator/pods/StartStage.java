package dev.kafkaconnect.operator.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the start of a pod is: the init container that runs, the image that is pulled, or what the probe of its container found.
 * Called by {@link PodObstacles} for one that takes too long. Pure.
 */
final class StartStage {

    private StartStage() {}

    /** @param events of the pod, asked for only where its status does not tell enough */
    static Optional<String> of(Pod pod, String container, Supplier<Collection<Event>> events, Instant now) {
        if (pod.getSpec() == null || pod.getSpec().getNodeName() == null || pod.getStatus() == null) {
            return Optional.empty();
        }
        Optional<ContainerStatus> first = pod.getStatus().getInitContainerStatuses().stream()
                .filter(status -> !isSidecar(pod, status) && !isDone(status))
                .findFirst();
        if (first.isPresent()) {
            return Optional.of(ofInit(first.get(), events));
        }
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .findFirst()
                .flatMap(status -> running(status) == null
                        ? waiting("its container", status, events)
                        : EventWords.ofProbe(events.get(), container, now));
    }

    private static String ofInit(ContainerStatus status, Supplier<Collection<Event>> events) {
        String subject = "its init container " + status.getName();
        ContainerStateRunning running = running(status);
        return running == null
                ? waiting(subject, status, events).orElse(subject + " has not run yet")
                : "%s has been running since %s".formatted(subject, running.getStartedAt());
    }

    private static Optional<String> waiting(
            String subject, ContainerStatus status, Supplier<Collection<Event>> events) {
        if (status.getState() == null || status.getState().getWaiting() == null) {
            return Optional.empty();
        }
        String reason = status.getState().getWaiting().getReason();
        return Optional.of(EventWords.ofPull(events.get())
                .map(image -> "%s waits until its image %s is pulled".formatted(subject, image))
                .orElse("%s waits (%s)".formatted(subject, reason)));
    }

    private static @Nullable ContainerStateRunning running(ContainerStatus status) {
        return status.getState() == null ? null : status.getState().getRunning();
    }

    private static boolean isDone(ContainerStatus status) {
        ContainerStateTerminated ended =
                status.getState() == null ? null : status.getState().getTerminated();
        return ended != null && Integer.valueOf(0).equals(ended.getExitCode());
    }

    private static boolean isSidecar(Pod pod, ContainerStatus status) {
        return pod.getSpec().getInitContainers().stream()
                .filter(container -> container.getName().equals(status.getName()))
                .map(Container::getRestartPolicy)
                .anyMatch("Always"::equals);
    }
}

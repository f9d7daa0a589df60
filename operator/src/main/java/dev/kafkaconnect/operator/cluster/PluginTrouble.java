package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a worker whose plug-ins cannot be had, and which of them it is. A mounted image that cannot be pulled shows as
 * trouble of the worker's container, told apart by the image that the kubelet names. Called by {@link WorkerPods}. Pure.
 */
final class PluginTrouble {
    private static final Set<String> TROUBLES = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "CreateContainerError");

    private PluginTrouble() {}

    static Optional<Verdict> of(Pod pod) {
        return pod.getStatus().getInitContainerStatuses().stream()
                .filter(container -> container.getName().startsWith(PluginImages.PREFIX))
                .map(container -> copied(pod, container))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> pod.getStatus().getContainerStatuses().stream()
                        .map(container -> mounted(pod, container))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Verdict> copied(Pod pod, ContainerStatus container) {
        ContainerStateWaiting waiting = waiting(container);
        if (waiting != null && TROUBLES.contains(String.valueOf(waiting.getReason()))) {
            return Optional.of(verdict(
                    pod,
                    container.getName(),
                    container.getImage(),
                    "%s: %s".formatted(waiting.getReason(), waiting.getMessage())));
        }
        return ended(container.getState())
                .or(() -> ended(container.getLastState()))
                .map(words -> verdict(pod, container.getName(), container.getImage(), words));
    }

    private static Optional<String> ended(@Nullable ContainerState state) {
        ContainerStateTerminated ended = state == null ? null : state.getTerminated();
        return ended == null || Integer.valueOf(0).equals(ended.getExitCode())
                ? Optional.empty()
                : Optional.of(
                        ended.getMessage() == null
                                ? ended.getReason()
                                : ended.getMessage().strip());
    }

    private static Optional<Verdict> mounted(Pod pod, ContainerStatus container) {
        ContainerStateWaiting waiting = waiting(container);
        if (pod.getSpec() == null || waiting == null || !TROUBLES.contains(String.valueOf(waiting.getReason()))) {
            return Optional.empty();
        }
        String told = String.valueOf(waiting.getMessage());
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getImage() != null
                        && told.contains(volume.getImage().getReference()))
                .findFirst()
                .map(volume -> verdict(
                        pod, volume.getName(), reference(volume), "%s: %s".formatted(waiting.getReason(), told)));
    }

    private static String reference(Volume volume) {
        return volume.getImage().getReference();
    }

    private static @Nullable ContainerStateWaiting waiting(ContainerStatus container) {
        return container.getState() == null ? null : container.getState().getWaiting();
    }

    private static Verdict verdict(Pod pod, String nameWithPrefix, String image, String words) {
        return new Verdict.Stalled(
                Reason.ImagePullFailed,
                "worker %s cannot get the plug-in %s from its image %s (%s); correct spec.plugins or make the image available"
                        .formatted(
                                pod.getMetadata().getName(),
                                nameWithPrefix.substring(PluginImages.PREFIX.length()),
                                image,
                                words));
    }
}

package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.plugins.PluginImages;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a worker whose plug-ins cannot be had, and which of them it is. A mounted image that cannot be pulled shows as
 * problem of the worker's container, told apart by the image that the kubelet names. Called by {@link WorkerPods}. Pure.
 */
final class PluginPullFailure {
    private static final Set<String> TROUBLES = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "CreateContainerError");

    /** Of the container runtimes, for any reason. */
    private static final String MOUNT_FAILED = "ImageVolumeMountFailed";

    private PluginPullFailure() {}

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
        return images(pod)
                .filter(volume -> told.contains(reference(volume)))
                .findFirst()
                .map(volume -> verdict(
                        pod, volume.getName(), reference(volume), "%s: %s".formatted(waiting.getReason(), told)))
                .or(() -> withoutPath(pod, told));
    }

    /** The runtime names the path and not the image: it looks for it when the image is there. */
    private static Optional<Verdict> withoutPath(Pod pod, String told) {
        return told.contains(MOUNT_FAILED)
                ? pathsOfPlugins(pod)
                        .filter(mount -> told.contains(mount.getSubPath()))
                        .flatMap(mount -> images(pod)
                                .filter(volume -> volume.getName().equals(mount.getName()))
                                .map(volume -> withoutPath(pod, mount, volume, told)))
                        .findFirst()
                : Optional.empty();
    }

    private static Verdict withoutPath(Pod pod, VolumeMount mount, Volume volume, String told) {
        return new Verdict.Stalled(
                Reason.ImagePullFailed,
                "worker %s cannot use the plug-in %s: there is no directory /%s in its image %s; correct the path in spec.plugins (%s)"
                        .formatted(
                                pod.getMetadata().getName(),
                                nameOf(volume.getName()),
                                mount.getSubPath(),
                                reference(volume),
                                told));
    }

    private static Stream<Volume> images(Pod pod) {
        return pod.getSpec().getVolumes().stream().filter(volume -> volume.getImage() != null);
    }

    /** The longest first: one path may be a part of another. */
    private static Stream<VolumeMount> pathsOfPlugins(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(WorkerPodNames.CONTAINER))
                .flatMap(container -> container.getVolumeMounts().stream())
                .filter(mount -> mount.getSubPath() != null && mount.getName().startsWith(PluginImages.PREFIX))
                .sorted(Comparator.comparingInt(mount -> -mount.getSubPath().length()));
    }

    private static String nameOf(String volumeOrContainer) {
        return volumeOrContainer.substring(PluginImages.PREFIX.length());
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
                "worker %s cannot pull the plug-in %s from its image %s (%s); correct spec.plugins or make the image available"
                        .formatted(pod.getMetadata().getName(), nameOf(nameWithPrefix), image, words));
    }
}

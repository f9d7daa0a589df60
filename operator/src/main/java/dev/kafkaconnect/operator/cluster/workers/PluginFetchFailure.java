package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.artifacts.ArtifactFailure;
import dev.kafkaconnect.operator.cluster.plugins.PluginArtifacts;
import dev.kafkaconnect.operator.cluster.plugins.PluginImages;
import dev.kafkaconnect.operator.connect.WorkerContract;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a plug-in that cannot be downloaded, in a pod of a worker or in one that only tries. Called by {@link WorkerPods} and by
 * the check before a worker is replaced. Pure.
 *
 * @param passes whether another attempt may succeed without a change by a person
 */
public record PluginFetchFailure(Reason reason, boolean passes, String text) {
    private static final Set<String> IMAGE_TROUBLES =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");

    private static final Set<String> CREATION_TROUBLES =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /** What the program says begins so, and does so in its last line. */
    private static final String SAID = "fetch-plugin: ";

    public static Optional<PluginFetchFailure> of(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .filter(container -> isFetch(pod, container.getName()))
                        .map(PluginFetchFailure::of)
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** @param what of the pod in which it failed, the beginning of a sentence */
    public Verdict verdict(String what) {
        return passes ? new Verdict.Awaiting(reason, what + text) : new Verdict.Stalled(reason, what + text);
    }

    /** Containers of a user may have such names, too. */
    private static boolean isFetch(Pod pod, String container) {
        return container.startsWith(PluginArtifacts.PREFIX)
                && pod.getSpec() != null
                && pod.getSpec().getVolumes().stream()
                        .anyMatch(volume -> volume.getName().equals(PluginImages.PREFIX + pluginOf(container)));
    }

    private static String pluginOf(String container) {
        return container.substring(PluginArtifacts.PREFIX.length());
    }

    private static Optional<PluginFetchFailure> of(ContainerStatus container) {
        String plugin = pluginOf(container.getName());
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        String reason = waiting == null ? "" : String.valueOf(waiting.getReason());
        if (waiting != null && IMAGE_TROUBLES.contains(reason)) {
            return Optional.of(new PluginFetchFailure(
                    Reason.ImagePullFailed,
                    false,
                    "the plug-in %s cannot be downloaded, because the image %s of the workers cannot be pulled (%s: %s); correct spec.image or make the image available"
                            .formatted(plugin, container.getImage(), reason, waiting.getMessage())));
        }
        if (waiting != null && CREATION_TROUBLES.contains(reason)) {
            return Optional.of(notStarted(plugin, container.getImage(), String.valueOf(waiting.getMessage())));
        }
        return Optional.ofNullable(failedEnd(container)).map(end -> ended(plugin, container.getImage(), end));
    }

    private static @Nullable ContainerStateTerminated failedEnd(ContainerStatus container) {
        ContainerStateTerminated now =
                container.getState() == null ? null : container.getState().getTerminated();
        ContainerStateTerminated last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        ContainerStateTerminated end = now == null ? last : now;
        return end == null || Integer.valueOf(0).equals(end.getExitCode()) ? null : end;
    }

    private static PluginFetchFailure ended(String plugin, String image, ContainerStateTerminated end) {
        String said = end.getMessage() == null ? "" : end.getMessage().strip();
        // The runtime names the program, too, when it is missing.
        Optional<String> own =
                said.lines().filter(line -> line.startsWith(SAID)).reduce((first, last) -> last);
        if (own.isEmpty()) {
            return "OOMKilled".equals(end.getReason())
                    ? unusable(plugin, false, "the download needs more memory than spec.resources.limits.memory")
                    : notStarted(plugin, image, said.isEmpty() ? String.valueOf(end.getReason()) : said);
        }
        String words = own.get().substring(SAID.length()).strip();
        int code = end.getExitCode();
        if (code == ArtifactFailure.Cause.Unavailable.exitCode()) {
            return unusable(plugin, true, words + "; the download is retried");
        }
        if (code == ArtifactFailure.Cause.Refused.exitCode()) {
            return unusable(plugin, false, words + "; correct spec.plugins, or the Secret that it refers to");
        }
        return unusable(
                plugin,
                false,
                code == ArtifactFailure.Cause.Storage.exitCode() ? words : words + "; correct spec.plugins");
    }

    private static PluginFetchFailure notStarted(String plugin, String image, String words) {
        return words.contains("no such file") || words.contains("not found")
                ? new PluginFetchFailure(
                        Reason.ImageOutdated,
                        false,
                        "the plug-in %s cannot be downloaded: the image %s was built from an older worker image (contract %d is needed); build it again from the worker image of this version, see docs/reference/worker-image.md, and set spec.image to the new one"
                                .formatted(plugin, image, WorkerContract.ARTIFACTS.number()))
                : unusable(plugin, false, words);
    }

    private static PluginFetchFailure unusable(String plugin, boolean passes, String words) {
        return new PluginFetchFailure(
                Reason.PluginDownloadFailed, passes, "the plug-in %s cannot be used: %s".formatted(plugin, words));
    }
}

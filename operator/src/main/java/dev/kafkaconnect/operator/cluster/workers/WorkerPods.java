package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.settings.GracePeriod;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the truth about workers off their pods. Pure. */
public final class WorkerPods {

    /** Waiting reasons of the kubelet that say that the image is the problem. */
    private static final Set<String> IMAGE_TROUBLES =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");

    /** Waiting reasons of the kubelet that say that the container cannot be made as it is described. */
    private static final Set<String> CREATION_TROUBLES =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    /** A process that ended this often, and a short time ago, did not end by accident. */
    private static final int RESTARTS_OF_A_CRASH = 2;

    /** Longer than the longest back-off of the kubelet (5 min) and the slowest end of a worker (1 min). */
    private static final Duration RECENTLY = Duration.ofMinutes(10);

    /** In characters. */
    private static final int LAST_WORDS = 600;

    /** Where in the code something happened is no news to a user, and would leave no room for what happened. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at \\S.*|\\.\\.\\. \\d+ more)");

    private WorkerPods() {}

    public static boolean isReady(Pod pod) {
        return !StatusWriter.isTerminating(pod) && Readiness.isPodReady(pod);
    }

    /** When it last became ready or stopped being so; when it was made, if neither has happened. */
    public static Instant asItIsSince(Pod pod) {
        return pod.getStatus() == null
                ? Instant.parse(pod.getMetadata().getCreationTimestamp())
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> "Ready".equals(condition.getType()))
                        .map(PodCondition::getLastTransitionTime)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Instant::parse)
                        .orElseGet(() -> Instant.parse(pod.getMetadata().getCreationTimestamp()));
    }

    /** Whether its worker has been ready in the process that runs, and goes on although it is not ready now. */
    public static boolean isUnready(Pod pod) {
        return !StatusWriter.isTerminating(pod)
                && pod.getStatus() != null
                && !Readiness.isPodReady(pod)
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(container -> Boolean.TRUE.equals(container.getStarted())
                                && container.getState() != null
                                && container.getState().getRunning() != null);
    }

    /** Whether its worker has been told to stop, not long ago, and has not ended yet. */
    public static boolean isLeaving(Pod pod, GracePeriod grace, Instant now) {
        if (!StatusWriter.isTerminating(pod) || pod.getStatus() == null) {
            return false;
        }
        Long given = pod.getMetadata().getDeletionGracePeriodSeconds();
        Instant told = Instant.parse(pod.getMetadata().getDeletionTimestamp()).minusSeconds(given == null ? 0 : given);
        return now.isBefore(told.plus(grace.longestGoodbye()))
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(container -> container.getState() != null
                                && container.getState().getRunning() != null);
    }

    /** What keeps a worker from running, in the words of the pod itself; empty if time is all that is needed. */
    static Optional<Verdict> problem(Collection<Pod> pods, Instant now) {
        return pods.stream()
                .filter(pod -> !isReady(pod) && !StatusWriter.isTerminating(pod))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .map(pod -> problem(pod, now))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Verdict> problem(Pod pod, Instant now) {
        String name = pod.getMetadata().getName();
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        Optional<Verdict> plugin = PluginPullFailure.of(pod);
        if (plugin.isPresent()) {
            return plugin;
        }
        Optional<PluginFetchFailure> download = PluginFetchFailure.of(pod);
        if (download.isPresent()) {
            return download.map(failure -> failure.verdict("worker %s cannot start: ".formatted(name)));
        }
        for (ContainerStatus container : pod.getStatus().getContainerStatuses()) {
            Optional<Verdict> problem = problem(name, container, MemoryLimit.remedy(pod), now);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition -> new Verdict.Progressing(
                        Reason.Unschedulable,
                        "worker %s cannot be scheduled: %s".formatted(name, condition.getMessage())));
    }

    private static Optional<Verdict> problem(String pod, ContainerStatus container, String moreMemory, Instant now) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        String reason = waiting == null ? "" : String.valueOf(waiting.getReason());
        if (waiting != null && IMAGE_TROUBLES.contains(reason)) {
            return Optional.of(new Verdict.Stalled(
                    Reason.ImagePullFailed,
                    "worker %s cannot pull its image %s (%s): %s; correct spec.image or make the image available"
                            .formatted(pod, container.getImage(), reason, waiting.getMessage())));
        }
        if (waiting != null && CREATION_TROUBLES.contains(reason)) {
            return Optional.of(new Verdict.Stalled(
                    Reason.WorkerCrashed,
                    "worker %s cannot be started: %s"
                            .formatted(
                                    pod,
                                    ForeignImage.remedy(waiting.getMessage(), container.getImage())
                                            .orElse(waiting.getMessage()))));
        }
        ContainerStateTerminated ended = lastEnd(container);
        boolean again = "CrashLoopBackOff".equals(reason)
                || container.getRestartCount() >= RESTARTS_OF_A_CRASH && ended != null && isRecent(ended, now);
        return ended != null && again
                ? Optional.of(crash(pod, container.getImage(), ended, moreMemory))
                : Optional.empty();
    }

    private static @Nullable ContainerStateTerminated lastEnd(ContainerStatus container) {
        return container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
    }

    private static boolean isRecent(ContainerStateTerminated ended, Instant now) {
        return ended.getFinishedAt() != null
                && Instant.parse(ended.getFinishedAt()).isAfter(now.minus(RECENTLY));
    }

    private static Verdict crash(String pod, String image, ContainerStateTerminated ended, String moreMemory) {
        Optional<String> foreign = ForeignImage.remedy(ended.getMessage(), image);
        if (foreign.isPresent()) {
            return new Verdict.Stalled(
                    Reason.WorkerCrashed, "worker %s cannot be started: %s".formatted(pod, foreign.get()));
        }
        String said = ended.getMessage() == null ? "" : withoutStackFrames(ended.getMessage());
        String log = said.isEmpty() ? "" : ", last log lines: " + end(said);
        String remedy = "OOMKilled".equals(ended.getReason())
                ? "; it needs more memory than " + moreMemory
                : said.contains("OutOfMemoryError")
                        ? "; its heap is too small for what it runs: raise spec.resources.limits.memory or stop the connector that fills it"
                        : MissingLoginClass.remedy(said)
                                .map(text -> "; " + text)
                                .orElse("");
        return new Verdict.Stalled(
                Reason.WorkerCrashed,
                "worker %s is crash-looping (%s, exit code %d)%s%s"
                        .formatted(pod, ended.getReason(), ended.getExitCode(), remedy, log));
    }

    private static String withoutStackFrames(String text) {
        return text.lines()
                .filter(line -> !STACK_FRAME.matcher(line).matches())
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** Why a process ends is said last. */
    private static String end(String text) {
        return text.length() <= LAST_WORDS ? text : "…" + text.substring(text.length() - LAST_WORDS);
    }
}

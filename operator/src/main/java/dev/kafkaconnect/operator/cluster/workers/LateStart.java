package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.StartDeadline;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A worker that has not been ready for longer than spec.rollout.progressDeadlineSeconds, outside of a rollout: of a new cluster,
 * of one that is scaled, or of one that ran. What it says last is the best that can be told of why. Used by {@code LateStarts}.
 * Pure.
 */
public final class LateStart {
    /** Rollouts have a deadline of their own. */
    private static final Set<Reason> ENDLESS = EnumSet.of(Reason.WorkersStarting, Reason.Unschedulable);

    /** In the order of preference. */
    private static final List<Pattern> TELLING =
            List.of(Pattern.compile("\\b(ERROR|FATAL)\\b"), Pattern.compile("\\bWARN\\b"), Pattern.compile("\\S"));

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at \\S.*|\\.\\.\\. \\d+ more)");

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

    /** In characters. */
    private static final int LONGEST = 400;

    private static final int LONGEST_STAGE = 200;

    private LateStart() {}

    /** The worker that a verdict waits for too long. */
    public static Optional<Pod> of(ClusterPlan plan, Collection<Pod> pods, Verdict verdict, Instant now) {
        if (!(verdict instanceof Verdict.Progressing) || !ENDLESS.contains(verdict.reason())) {
            return Optional.empty();
        }
        Duration deadline = deadline(plan);
        return pods.stream()
                .filter(pod -> !WorkerPods.isReady(pod) && !StatusWriter.isTerminating(pod))
                .filter(pod -> !now.isBefore(WorkerPods.asItIsSince(pod).plus(deadline)))
                .min(Comparator.comparing(pod -> pod.getMetadata().getName()));
    }

    /** A worker that gets little processor time may take longer than the deadline of a rollout. */
    private static Duration deadline(ClusterPlan plan) {
        Duration start = Duration.ofSeconds(StartDeadline.of(plan.resources()));
        Duration asked = plan.rollout().progressDeadline();
        return start.compareTo(asked) > 0 ? start : asked;
    }

    /**
     * @param stage how far its start is; empty when it cannot be told
     * @param said by the worker, the last lines of its log; empty when they cannot be had
     */
    public static Verdict verdict(ClusterPlan plan, Verdict waiting, Pod pod, String stage, String said) {
        String line = telling(said);
        return new Verdict.Stalled(
                waiting.reason() == Reason.Unschedulable ? Reason.Unschedulable : Reason.ProgressDeadlineExceeded,
                "%s; worker %s has not been ready since %s, longer than spec.rollout.progressDeadlineSeconds (%d) allows%s%s"
                        .formatted(
                                waiting.message(),
                                pod.getMetadata().getName(),
                                WorkerPods.asItIsSince(pod),
                                deadline(plan).toSeconds(),
                                stage.isEmpty() ? "" : "; " + brief(stage),
                                line.isEmpty() ? "" : "; its log says: " + line));
    }

    /** As one line. */
    static String brief(String stage) {
        String line = BLANK.matcher(stage).replaceAll(" ").strip();
        return line.length() <= LONGEST_STAGE ? line : line.substring(0, LONGEST_STAGE - 1) + "…";
    }

    /** The last line with an error, otherwise with a warning, otherwise the last one. */
    static String telling(String log) {
        List<String> lines = log.lines()
                .filter(line -> !STACK_FRAME.matcher(line).matches())
                .toList()
                .reversed();
        return TELLING.stream()
                .flatMap(
                        kind -> lines.stream().filter(line -> kind.matcher(line).find()).findFirst().stream())
                .findFirst()
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…")
                .orElse("");
    }
}

package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.cluster.workers.RunningSnapshot;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker is replaced next, and when: one at a time from the highest ordinal down, the next only when the one
 * before is back and everything that ran before runs again. Pure; {@link RolloutCoordinator} carries it out.
 *
 * <p>At rest the partition equals the replicas, so that a template changed by anybody waits for this gate.
 */
final class RolloutPlanner {
    private static final Duration BRIEF_SILENCE = Duration.ofSeconds(30);
    private static final int NAMED = 3;

    private final RolloutSettings settings;
    private final RunningSnapshot.Expected expected;
    private final Predicate<RunningSnapshot.Failure> earlier;
    private final SortedMap<Integer, Instant> outages;
    private final Instant now;

    /**
     * @param earlier failures that were there before in the same way
     * @param outages since when each worker is down for a reason that the rollout does not mend, see {@code Outages}
     */
    RolloutPlanner(
            RolloutSettings settings,
            RunningSnapshot.Expected expected,
            Predicate<RunningSnapshot.Failure> earlier,
            SortedMap<Integer, Instant> outages,
            Instant now) {
        this.settings = settings;
        this.expected = expected;
        this.earlier = earlier;
        this.outages = outages;
        this.now = now;
    }

    /**
     * A change of the template or of the number of workers: the partition that goes with it in one write. Workers that exist
     * keep their revision, and so do new ones, because theirs has been seen to work.
     */
    static RolloutStep changing(ObservedStatefulSet found, int wanted) {
        boolean nothingToProtect = found.replicas() == 0 && found.existing() == 0;
        return new RolloutStep(nothingToProtect ? 0 : wanted, found.memory(), null);
    }

    /** @param stillSince when this operator first saw that all workers taken so far are back, null when they are not */
    RolloutStep next(ObservedStatefulSet found, ClusterView view, @Nullable Instant stillSince) {
        if (found.replicas() == 0) {
            return atRest(found);
        }
        if (!found.observed()) {
            return stay(found, new Waiting("a change of the workers is about to be rolled out"));
        }
        int outdated = found.highestOutdated();
        if (outdated < 0 && found.memory() == null) {
            boolean complete =
                    found.updatedButDown().isEmpty() && found.currentRevision().equals(found.updateRevision());
            return complete ? atRest(found) : stay(found, null);
        }
        if (outdated >= found.partition()) {
            return stay(found, beingReplaced(found, outdated));
        }
        if (outdated >= 0 && !found.isReady(outdated) && found.proven()) {
            return take(found, outdated, view);
        }
        Waiting waiting = waiting(found, view, stillSince);
        if (waiting != null) {
            return stay(found, waiting);
        }
        if (outdated >= 0) {
            return take(found, outdated, view);
        }
        return found.currentRevision().equals(found.updateRevision())
                ? atRest(found)
                : stay(found, new Waiting("the rollout is about to be completed"));
    }

    private @Nullable Waiting waiting(ObservedStatefulSet found, ClusterView view, @Nullable Instant stillSince) {
        RolloutState underWay = found.underWay();
        Waiting waiting = underWay == null ? begin(found, view) : gate(found, underWay, view, stillSince);
        int outdated = found.highestOutdated();
        return waiting == null && outdated >= 0 && found.isReady(outdated) ? oneIsDown(found) : waiting;
    }

    /** What a rollout waits for, in words. */
    private record Waiting(String text) {}

    private static final Waiting NOT_ASKED = new Waiting("waiting for a poll of what runs on the workers");

    private @Nullable Waiting begin(ObservedStatefulSet found, ClusterView view) {
        if (!found.updatedButDown().isEmpty()) {
            return down(found);
        }
        return switch (view) {
            case ClusterView.NotYet notYet -> NOT_ASKED;
            case ClusterView.NoWorkers none when found.anyReady() -> NOT_ASKED;
            case ClusterView.Unreachable silent
            when now.isBefore(later(silent.lastSeen(), BRIEF_SILENCE)) ->
                new Waiting("what runs on the workers must be known first: " + silent.message());
            default -> null;
        };
    }

    private @Nullable Waiting gate(
            ObservedStatefulSet found, RolloutState memory, ClusterView view, @Nullable Instant stillSince) {
        if (!found.updatedButDown().isEmpty()) {
            return down(found);
        }
        if (!(view instanceof ClusterView.Seen seen)) {
            return view instanceof ClusterView.Unreachable silent
                    ? new Waiting("what runs on the workers is not known: " + silent.message())
                    : NOT_ASKED;
        }
        List<String> missing = memory.ran()
                .missing(
                        seen.connectors(),
                        expected,
                        earlier.or(failure -> failure.worker() != null && found.isUntouched(failure.worker())));
        if (!missing.isEmpty() && !forsakes(memory)) {
            return new Waiting("waiting for what ran before to run again: " + listed(missing));
        }
        if (stillSince == null || seen.asOf().isBefore(later(stillSince, settings.settle()))) {
            return new Waiting("everything is running; waiting for the group to settle");
        }
        return null;
    }

    /** A worker that is taken besides would be one less than the cluster may be without. */
    private @Nullable Waiting oneIsDown(ObservedStatefulSet found) {
        return outages.entrySet().stream()
                .filter(outage -> found.isOutdated(outage.getKey()))
                .filter(outage -> now.isBefore(outage.getValue().plus(settings.progressDeadline())))
                .findFirst()
                .map(outage -> new Waiting("%s is down; no other worker is stopped until it is back or %s"
                        .formatted(
                                found.pod(outage.getKey()),
                                outage.getValue()
                                        .plus(settings.progressDeadline())
                                        .truncatedTo(ChronoUnit.SECONDS))))
                .orElse(null);
    }

    /** Whether what does not run again is not waited for any longer. */
    private boolean forsakes(RolloutState memory) {
        return settings.forsakes() && !now.isBefore(memory.since().plus(settings.progressDeadline()));
    }

    private static Waiting beingReplaced(ObservedStatefulSet found, int ordinal) {
        return new Waiting(found.pod(ordinal) + " is being replaced");
    }

    private static Waiting down(ObservedStatefulSet found) {
        return new Waiting(found.updatedButDown().stream().map(found::pod).collect(Collectors.joining(", "))
                + " must become ready first");
    }

    /** Workers that are down lose nothing: once the new revision is proven, they are taken together with the next. */
    private RolloutStep take(ObservedStatefulSet found, int ordinal, ClusterView view) {
        int partition = ordinal;
        while (found.proven() && partition > 0 && found.isOutdated(partition - 1) && !found.isReady(partition - 1)) {
            partition--;
        }
        RunningSnapshot running =
                view instanceof ClusterView.Seen seen ? RunningSnapshot.in(seen.connectors()) : RunningSnapshot.NOTHING;
        RolloutState before = found.memory();
        // What was given up once is not waited for again with each worker that follows.
        RunningSnapshot ran =
                before == null || forsakes(before) ? running : before.ran().and(running);
        return new RolloutStep(
                partition,
                new RolloutState(found.updateRevision(), now, ran),
                verdict(found, beingReplaced(found, ordinal), now));
    }

    private static RolloutStep atRest(ObservedStatefulSet found) {
        return new RolloutStep(found.replicas(), null, null);
    }

    private RolloutStep stay(ObservedStatefulSet found, @Nullable Waiting waiting) {
        RolloutState underWay = found.underWay();
        return new RolloutStep(
                found.partition(),
                found.memory(),
                waiting == null ? null : verdict(found, waiting, underWay == null ? now : underWay.since()));
    }

    private Verdict verdict(ObservedStatefulSet found, Waiting waiting, Instant since) {
        String text = "%d of %d workers run the current revision; %s"
                .formatted(found.updated(), found.replicas(), waiting.text());
        if (now.isBefore(later(since, settings.progressDeadline()))) {
            return new Verdict.Progressing(Reason.RollingUpdate, text);
        }
        return new Verdict.Stalled(
                Reason.RolloutHalted,
                "%s. The rollout has exceeded spec.rollout.progressDeadlineSeconds and continues automatically when this is fixed; revert the change to undo it, pause or delete the missing connector to continue without it, or set spec.rollout.onMissing to ContinueAfterDeadline"
                        .formatted(text));
    }

    private static String listed(List<String> missing) {
        String named = missing.stream().limit(NAMED).collect(Collectors.joining(", "));
        return missing.size() <= NAMED ? named : "%s and %d more".formatted(named, missing.size() - NAMED);
    }

    private static Instant later(Instant instant, Duration by) {
        return instant.equals(Instant.MIN) ? instant : instant.plus(by);
    }
}

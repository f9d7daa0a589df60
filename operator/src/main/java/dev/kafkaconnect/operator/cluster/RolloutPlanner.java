package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.observe.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which worker is replaced next, and when: one at a time from the highest ordinal down, the next only when the one
 * before is back and everything that ran before runs again. Pure; {@link Rollouts} carries it out.
 *
 * <p>At rest the partition equals the replicas, so that a template changed by anybody waits for this gate.
 */
final class RolloutPlanner {
    private static final Duration BRIEF_SILENCE = Duration.ofSeconds(30);
    private static final int NAMED = 3;

    private final RolloutSettings settings;
    private final Predicate<String> described;
    private final Instant now;

    /** @param described whether a Connector asks for the connector of that name */
    RolloutPlanner(RolloutSettings settings, Predicate<String> described, Instant now) {
        this.settings = settings;
        this.described = described;
        this.now = now;
    }

    /**
     * A change of the template or of the number of workers: the partition that goes with it in one write. Workers that exist
     * keep their revision, and so do new ones, because theirs has been seen to work.
     */
    static RolloutStep changing(FoundWorkers found, int wanted) {
        boolean nobodyToProtect = found.replicas() == 0 && found.existing() == 0;
        return new RolloutStep(nobodyToProtect ? 0 : wanted, found.memory(), null);
    }

    /** @param stillSince when this operator first saw that all workers taken so far are back, null when they are not */
    RolloutStep next(FoundWorkers found, ClusterView view, @Nullable Instant stillSince) {
        if (found.replicas() == 0) {
            return atRest(found);
        }
        if (!found.observed()) {
            return stay(found, new Waiting("a change of the workers is about to be carried out"));
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
        if (outdated >= 0 && !found.isAlive(outdated) && found.proven()) {
            return take(found, outdated, view);
        }
        RolloutMemory underWay = found.underWay();
        Waiting waiting = underWay == null ? begin(found, view) : gate(found, underWay, view, stillSince);
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

    /** What a rollout waits for, in words. */
    private record Waiting(String text) {}

    private static final Waiting NOT_ASKED = new Waiting("the workers are about to be asked what runs");

    private @Nullable Waiting begin(FoundWorkers found, ClusterView view) {
        if (!found.updatedButDown().isEmpty()) {
            return down(found);
        }
        return switch (view) {
            case ClusterView.NotYet notYet -> NOT_ASKED;
            case ClusterView.NoWorkers none when found.anyAlive() -> NOT_ASKED;
            case ClusterView.Unreachable silent
            when now.isBefore(later(silent.lastSeen(), BRIEF_SILENCE)) ->
                new Waiting("the workers must say what runs first: " + silent.message());
            default -> null;
        };
    }

    private @Nullable Waiting gate(
            FoundWorkers found, RolloutMemory memory, ClusterView view, @Nullable Instant stillSince) {
        if (!found.updatedButDown().isEmpty()) {
            return down(found);
        }
        if (!(view instanceof ClusterView.Seen seen)) {
            return view instanceof ClusterView.Unreachable silent
                    ? new Waiting("the workers do not say what runs: " + silent.message())
                    : NOT_ASKED;
        }
        List<String> missing = memory.ran().missing(seen.connectors(), described);
        if (!missing.isEmpty()) {
            return new Waiting("what ran before must run again first: " + listed(missing));
        }
        if (stillSince == null || seen.asOf().isBefore(later(stillSince, settings.settle()))) {
            return new Waiting("everything runs; the group settles");
        }
        return null;
    }

    private static Waiting beingReplaced(FoundWorkers found, int ordinal) {
        return new Waiting(found.pod(ordinal) + " is being replaced");
    }

    private static Waiting down(FoundWorkers found) {
        return new Waiting(found.updatedButDown().stream().map(found::pod).collect(Collectors.joining(", "))
                + " must become ready first");
    }

    /** Workers that are down lose nothing: once the new revision is proven, they are taken together with the next. */
    private RolloutStep take(FoundWorkers found, int ordinal, ClusterView view) {
        int partition = ordinal;
        while (found.proven() && partition > 0 && found.isOutdated(partition - 1) && !found.isAlive(partition - 1)) {
            partition--;
        }
        Ran running = view instanceof ClusterView.Seen seen ? Ran.in(seen.connectors()) : Ran.NOTHING;
        RolloutMemory before = found.memory();
        Ran ran = before == null ? running : before.ran().and(running);
        return new RolloutStep(
                partition,
                new RolloutMemory(found.updateRevision(), now, ran),
                verdict(found, beingReplaced(found, ordinal), now));
    }

    private static RolloutStep atRest(FoundWorkers found) {
        return new RolloutStep(found.replicas(), null, null);
    }

    private RolloutStep stay(FoundWorkers found, @Nullable Waiting waiting) {
        RolloutMemory underWay = found.underWay();
        return new RolloutStep(
                found.partition(),
                found.memory(),
                waiting == null ? null : verdict(found, waiting, underWay == null ? now : underWay.since()));
    }

    private Verdict verdict(FoundWorkers found, Waiting waiting, Instant since) {
        String text = "%d of %d workers run the current revision; %s"
                .formatted(found.updated(), found.replicas(), waiting.text());
        if (now.isBefore(later(since, settings.progressDeadline()))) {
            return new Verdict.Waiting(Reason.RollingUpdate, text);
        }
        return new Verdict.Stalled(
                Reason.RolloutHalted,
                "%s. The rollout has waited longer than spec.rollout.progressDeadlineSeconds and goes on by itself when this is put right; set the old value back to undo it, or pause or delete the connector that is missed to go on without it"
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

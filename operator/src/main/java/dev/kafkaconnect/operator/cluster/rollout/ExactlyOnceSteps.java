package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.cluster.workers.WorkerPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which {@link ExactlyOncePhase} the template of the workers has next. The way leads through {@code preparing} in both
 * directions, one whole rollout for each step. Made by {@link RolloutCoordinator} again in each pass from what Kubernetes has: it knows
 * nothing of passes before. Pure.
 *
 * @param template what the template says now
 * @param seen what the workers that exist run
 * @param running the same, and what workers that are missing may run
 * @param state of the workers as a whole
 */
record ExactlyOnceSteps(
        ExactlyOncePhase template, Set<ExactlyOncePhase> seen, Set<ExactlyOncePhase> running, State state) {

    enum State {
        /** There is no worker, and none is being created. */
        NONE,
        /** All workers are ready and run the template, and the rollout to it is over. */
        SETTLED,
        /** A rollout is under way, or a worker is not ready. */
        MOVING,
        /** The same for longer than a worker may take to become ready. */
        STUCK
    }

    static ExactlyOnceSteps of(StatefulSet workers, Collection<Pod> pods, Duration deadline, Instant now) {
        ObservedStatefulSet found = ObservedStatefulSet.of(workers, pods);
        Set<ExactlyOncePhase> seen = pods.stream()
                .map(pod -> ExactlyOncePhase.in(pod.getMetadata()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ExactlyOncePhase.class)));
        // What is missing may come back as something that no pod shows at the moment.
        Set<ExactlyOncePhase> running =
                pods.size() < found.replicas() && !ofOneRevision(found) ? EnumSet.allOf(ExactlyOncePhase.class) : seen;
        State state = state(found, ObservedStatefulSet.annotation(workers) == null, pods, now.minus(deadline));
        return new ExactlyOnceSteps(
                ExactlyOncePhase.in(workers.getSpec().getTemplate().getMetadata()), seen, running, state);
    }

    private static State state(
            ObservedStatefulSet found, boolean rolloutIsOver, Collection<Pod> pods, Instant longAgo) {
        if (found.observed() && found.replicas() == 0 && found.existing() == 0 && pods.isEmpty()) {
            return State.NONE;
        }
        if (found.settled() && rolloutIsOver && pods.size() == found.replicas()) {
            return State.SETTLED;
        }
        return pods.stream()
                        .anyMatch(pod -> !WorkerPods.isReady(pod)
                                && WorkerPods.asItIsSince(pod).isBefore(longAgo))
                ? State.STUCK
                : State.MOVING;
    }

    private static boolean ofOneRevision(ObservedStatefulSet found) {
        return found.currentRevision().equals(found.updateRevision());
    }

    /**
     * Onwards only from workers that are settled. Back to what some workers still run at once, so that taking a change back
     * heals what it broke; and out of {@code preparing} when it cannot be settled, because an ACL in Kafka is missing, for example.
     */
    ExactlyOncePhase next(ExactlyOncePhase wanted) {
        if (state == State.NONE) {
            return wanted;
        }
        ExactlyOncePhase step = template.towards(wanted);
        if (state == State.SETTLED || step == ExactlyOncePhase.Preparing) {
            return step;
        }
        boolean back = running.contains(step);
        boolean wayOut = state == State.STUCK && step == ExactlyOncePhase.Disabled;
        return (back || wayOut) && running.stream().allMatch(step::mayRunBeside) ? step : template;
    }

    /** Which of the rollouts it is that the workers are in, for people; empty when it is none of these. */
    String remark(ExactlyOncePhase next, ExactlyOncePhase wanted) {
        if (next != wanted) {
            return "exactly-once sources: this rollout is the first of two, to %s; the second, to %s, follows automatically"
                    .formatted(next.text(), wanted.text());
        }
        return seen.stream().allMatch(next::equals)
                ? ""
                : "exactly-once sources: this rollout is the last, to %s".formatted(next.text());
    }
}

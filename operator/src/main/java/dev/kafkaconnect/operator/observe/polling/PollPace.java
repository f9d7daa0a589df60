package dev.kafkaconnect.operator.observe.polling;

import java.time.Duration;

/**
 * How long the workers are left alone after a poll: an interval, and longer where polls have used up their {@link PollBudget}. Pure; used
 * by {@link PollTimer}.
 *
 * @param active time from one poll to the next while a change is under way
 * @param idle the same when nothing changes
 */
record PollPace(Duration active, Duration idle) {
    private static final Duration SHORTEST = Duration.ofMillis(30);

    /** What makes the next poll seem worth while, the least of it first. */
    enum Reason {
        NONE,

        /** A change is under way, and its effects are heard of as they happen: polls only look for what was not heard. */
        TOLD_CHANGE,

        /** The workers have just told of something. */
        NEWS,

        /** A change is under way that nothing is heard of. */
        CHANGE
    }

    /**
     * Until the next poll, when nothing happens.
     *
     * @param cost of the last poll
     */
    Duration pause(Reason reason, PollBudget budget, Duration cost) {
        return switch (reason) {
            case NONE -> longer(idle, shorter(PollBudget.restFor(cost), idle.multipliedBy(4)));
            case TOLD_CHANGE -> longer(active.multipliedBy(4), budget.pauseBefore(cost));
            case NEWS -> longer(active.multipliedBy(2), budget.pauseBefore(cost));
            case CHANGE -> longer(active, budget.pauseBefore(cost));
        };
    }

    /** Until the next poll, when something has happened. */
    Duration shortestPause(PollBudget budget, Duration cost) {
        return longer(shorter(active, SHORTEST), budget.pauseBefore(cost));
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

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
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Until the next poll, when nothing happens.
     *
     * @param cost of the last poll
     */
    Duration pause(boolean changing, PollBudget budget, Duration cost) {
        return changing
                ? longer(active, budget.pauseBefore(cost))
                : longer(idle, shorter(PollBudget.restFor(cost), idle.multipliedBy(4)));
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

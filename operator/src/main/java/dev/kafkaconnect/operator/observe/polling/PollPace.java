package dev.kafkaconnect.operator.observe.polling;

import java.time.Duration;

/**
 * How long the workers are left alone after a poll: in proportion to what it has cost them, so that polling takes no more than a
 * tenth of the time of one of their threads, however many connectors there are. Pure; used by the loop of the observer.
 *
 * @param active time from one poll to the next while a change is under way
 * @param idle the same when nothing changes
 */
public record PollPace(Duration active, Duration idle) {
    private static final int TIMES_THE_COST = 9;

    /** However long a poll has taken: on busy workers most of that is waiting. */
    private static final Duration LONGEST_ACTIVE = Duration.ofSeconds(2);

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Until the next poll, when nothing happens.
     *
     * @param cost of the last poll
     */
    public Duration pause(boolean changing, Duration cost) {
        Duration interval = changing ? active : idle;
        Duration proportional = cost.multipliedBy(TIMES_THE_COST);
        return longer(
                interval,
                changing ? shorter(proportional, LONGEST_ACTIVE) : shorter(proportional, idle.multipliedBy(4)));
    }

    /** Until the next poll, when something has happened. */
    public Duration shortestPause(Duration cost) {
        Duration proportional = shorter(cost.multipliedBy(TIMES_THE_COST), LONGEST_ACTIVE);
        return longer(shorter(active, SHORTEST), proportional);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

package dev.kafkaconnect.operator.observe.polling;

import static dev.kafkaconnect.operator.observe.polling.PollPace.longer;
import static dev.kafkaconnect.operator.observe.polling.PollPace.shorter;

import java.time.Duration;

/**
 * How much polls may cost the workers of one cluster: a tenth of the time of one of their threads on average, however many connectors
 * there are. What polls have not used is saved, up to half a second, so that a single change on a cluster at rest is followed closely.
 * Pure; used by {@link PollTimer}.
 *
 * @param saved less than zero after a poll that has cost more than was saved
 */
record PollBudget(Duration saved) {
    /** So much rest earns one part of polling. */
    private static final int TIMES_THE_COST = 9;

    private static final Duration MOST = Duration.ofMillis(500);

    /** However long a poll has taken: on busy workers most of that is waiting. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    static final PollBudget FULL = new PollBudget(MOST);

    PollBudget afterRest(Duration rest) {
        return new PollBudget(shorter(MOST, saved.plus(rest.dividedBy(TIMES_THE_COST))));
    }

    PollBudget afterPoll(Duration cost) {
        return new PollBudget(longer(saved.minus(cost), LONGEST_PAUSE.dividedBy(-TIMES_THE_COST)));
    }

    /** Until a poll at this cost is paid for: from 0 to 2 s. */
    Duration pauseBefore(Duration cost) {
        Duration missing = longer(Duration.ZERO, cost.minus(saved));
        return shorter(LONGEST_PAUSE, restFor(missing));
    }

    /** As long as it takes to save so much. */
    static Duration restFor(Duration cost) {
        return cost.multipliedBy(TIMES_THE_COST);
    }
}

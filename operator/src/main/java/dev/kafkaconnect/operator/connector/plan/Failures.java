package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests about a connector that failed, and when the next is sent. Kept in {@link ReconcileState}. Pure.
 *
 * @param inARow since the last that did not fail
 * @param problem what is reported until there is another outcome, null without one
 */
public record Failures(int inARow, @Nullable Verdict problem) {
    /** The first pause. */
    public static final Duration SOON = Duration.ofMillis(300);

    static final Failures NONE = new Failures(0, null);

    /** A rebalance is over within seconds: what it put off is repeated soon, until it is plain that something else is wrong. */
    private static final Backoff WHILE_REBALANCING = new Backoff(SOON, Duration.ofSeconds(1));

    private static final int REBALANCES = 12;
    private static final Backoff LATER = new Backoff(SOON, Duration.ofSeconds(30));

    Failures again(@Nullable Verdict current) {
        return new Failures(inARow + 1, current);
    }

    public Backoff backoff() {
        return inARow <= REBALANCES ? WHILE_REBALANCING : LATER;
    }

    /** Whether it is too early to send anything, whatever else leads to a pass meanwhile. */
    public boolean holdBack(Instant last, Instant now) {
        return problem != null && now.isBefore(last.plus(backoff().pause(inARow)));
    }
}

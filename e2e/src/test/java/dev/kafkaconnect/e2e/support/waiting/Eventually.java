package dev.kafkaconnect.e2e.support.waiting;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.pollinterval.IterativePollInterval;

/**
 * How long tests wait for what must happen; nothing is waited for without a bound. They look often in the beginning and
 * seldom after a while: each look costs the processors that what is waited for needs.
 */
public final class Eventually {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(250);

    private Eventually() {}

    public static ConditionFactory eventually() {
        return within(Duration.ofSeconds(60));
    }

    public static ConditionFactory within(Duration limit) {
        return Awaitility.await()
                .atMost(limit)
                .pollInterval(new IterativePollInterval(Eventually::next, FIRST))
                .ignoreExceptions();
    }

    private static Duration next(Duration last) {
        Duration longer = last.multipliedBy(3).dividedBy(2);
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}

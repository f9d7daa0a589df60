package dev.kafkaconnect.e2e.apiserver;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must happen; nothing is waited for without a bound. */
public final class Patience {
    private static final Duration POLL = Duration.ofMillis(50);

    private Patience() {}

    public static ConditionFactory eventually() {
        return within(Duration.ofSeconds(60));
    }

    public static ConditionFactory within(Duration limit) {
        return Awaitility.await().atMost(limit).pollInterval(POLL).ignoreExceptions();
    }
}

package dev.kafkaconnect.operator.connector.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a failed connector, or its failed tasks, are restarted.
 *
 * @param maxRestarts null for no bound
 * @param initialDelay before the first restart; each further delay is twice as long
 * @param maxDelay no delay is longer
 * @param resetAfter a connector that ran this long since its last restart counts from zero again
 */
public record RestartPolicy(
        boolean enabled, @Nullable Integer maxRestarts, Duration initialDelay, Duration maxDelay, Duration resetAfter) {

    static final Duration DEFAULT_INITIAL_DELAY = Duration.ofSeconds(10);
    static final Duration DEFAULT_MAX_DELAY = Duration.ofMinutes(10);
    static final Duration DEFAULT_RESET_AFTER = Duration.ofMinutes(10);

    public static final RestartPolicy DEFAULT =
            new RestartPolicy(true, null, DEFAULT_INITIAL_DELAY, DEFAULT_MAX_DELAY, DEFAULT_RESET_AFTER);

    /** Without jitter: 10 s, 20 s, 40 s ... with the defaults. */
    public Duration delay(int restartsSoFar) {
        Duration delay = initialDelay.multipliedBy(1L << Math.min(restartsSoFar, 20));
        return delay.compareTo(maxDelay) > 0 ? maxDelay : delay;
    }

    public boolean exhausted(int restartsSoFar) {
        return maxRestarts != null && restartsSoFar >= maxRestarts;
    }
}

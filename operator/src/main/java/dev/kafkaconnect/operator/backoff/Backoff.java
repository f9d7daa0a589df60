package dev.kafkaconnect.operator.backoff;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Pauses that double with each failure in a row.
 *
 * @param first after the first failure
 * @param longest no pause is longer, jitter apart
 */
public record Backoff(Duration first, Duration longest) {

    /** A pause is up to this much longer, by chance. */
    private static final double JITTER = 0.25;

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Without jitter.
     *
     * @param failures in a row, at least 1
     */
    public Duration pause(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** Without jitter: the pause that comes after one of this length, the first one when there was none. */
    public Duration after(@Nullable Duration last) {
        Duration pause = last == null ? first : last.multipliedBy(2);
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** @param chance from 0 to 1: where in the range of the jitter it falls */
    public Duration pause(int failures, double chance) {
        Duration pause = pause(failures);
        return pause.plus(jitter(pause, chance));
    }

    /** What makes a pause longer, by chance. */
    public static Duration jitter(Duration pause) {
        return jitter(pause, ThreadLocalRandom.current().nextDouble());
    }

    private static Duration jitter(Duration pause, double chance) {
        return Duration.ofMillis((long) (pause.toMillis() * JITTER * chance));
    }

    /** With jitter. */
    public Duration jittered(int failures) {
        return pause(failures, ThreadLocalRandom.current().nextDouble());
    }
}

package dev.kafkaconnect.operator.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when the operator reports on a resource for the first time. The definitions give a new one the observedGeneration -1, so
 * that kstatus does not take it for current. Others may have written conditions of their own meanwhile.
 */
public final class FirstReport {
    private static final Long NOT_YET = -1L;

    /** What is in order by then is reported once. */
    private static final Duration PUT_OFF = Duration.ofSeconds(1);

    /** What a new one is first, if nothing has failed. */
    private static final Set<Reason> BEGUN = Set.of(Reason.Creating, Reason.Starting);

    private FirstReport() {}

    /** @param observedGeneration of a status that is there */
    public static boolean isDue(@Nullable Long observedGeneration) {
        return NOT_YET.equals(observedGeneration);
    }

    /**
     * How long a first report may wait, because nothing has failed and it is likely to be followed by a better one: zero when it may not.
     *
     * @param begun when the last thing was done of which an effect is expected; null for nothing
     */
    public static Duration putOff(Verdict verdict, @Nullable Instant begun, Instant now) {
        if (begun == null || !BEGUN.contains(verdict.reason())) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, begun.plus(PUT_OFF));
        return left.isPositive() ? left : Duration.ZERO;
    }
}

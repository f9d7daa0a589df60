package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The automatic restarts of a connector so far. Kept in its status, so that they survive a restart of the operator.
 *
 * @param count restarts since the connector last ran well for long
 * @param lastAt when the last one was
 * @param nextAt when the next one is due, null while nothing has failed
 */
public record Restarts(
        int count, @Nullable Instant lastAt, @Nullable Instant nextAt) {
    public static final Restarts NONE = new Restarts(0, null, null);

    /** For how long, at least, Connect may go on reporting the failure that a restart is to end; times are whole seconds. */
    private static final Duration OLD_FAILURE_REPORTED = Duration.ofSeconds(2);

    Restarts done(Instant now) {
        return new Restarts(count + 1, now.truncatedTo(ChronoUnit.SECONDS), null);
    }

    /**
     * Brings the count up to date with what is seen: a failure gets a due time, a connector that ran long enough starts from zero.
     * Pure.
     *
     * @param seed any number that differs between connectors, to spread the restarts of many that failed together
     */
    public Restarts seen(@Nullable ObservedConnector observed, RestartPolicy policy, int seed, Instant now) {
        if (observed == null) {
            return this;
        }
        if (observed.failed()) {
            return nextAt != null || !policy.enabled() || policy.exhausted(count)
                    ? this
                    : new Restarts(count, lastAt, due(policy, seed, now));
        }
        boolean ranLong = lastAt != null && now.isAfter(lastAt.plus(policy.resetAfter()));
        if (ranLong && observed.fullyRunning()) {
            return NONE;
        }
        return nextAt == null ? this : new Restarts(count, lastAt, null);
    }

    /** Whether a failure that was seen then may be the one before the last restart. */
    public boolean isAwaited(Instant asOf) {
        Instant end = awaitedUntil();
        return end != null && asOf.isBefore(end);
    }

    /** From when on a failure is the outcome of the last restart, null when there was none or the next one is due. */
    @Nullable
    public Instant awaitedUntil() {
        return lastAt == null || nextAt != null ? null : lastAt.plus(OLD_FAILURE_REPORTED);
    }

    /** From now until a connector that keeps running counts from zero again; not positive when there is nothing to wait for. */
    public Duration untilForgotten(RestartPolicy policy, Instant now) {
        return lastAt == null
                ? Duration.ZERO
                : Duration.between(now, lastAt.plus(policy.resetAfter())).plusSeconds(1);
    }

    /** Up to a fifth later than the policy says. */
    private Instant due(RestartPolicy policy, int seed, Instant now) {
        Duration delay = policy.delay(count);
        long jitter = Math.floorMod(31L * seed + count, 1_000) * delay.toMillis() / 5_000;
        return now.plus(delay).plusMillis(jitter).truncatedTo(ChronoUnit.SECONDS);
    }
}

package dev.kafkaconnect.operator.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the computer without its steps back, whatever sets it: everywhere in the operator a look that was asked for after
 * a write has the later time. After a step back it goes on a little more slowly than real time until the computer's clock has
 * caught up. Made by {@link dev.kafkaconnect.operator.OperatorMain}.
 */
public final class SteadyClock extends Clock {
    /** Of real time, while the computer's clock is behind. */
    private static final double SLOWED = 0.9;

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    private record Reading(Instant told, long nanos) {}

    public SteadyClock(Clock clock) {
        this(clock, System::nanoTime);
    }

    SteadyClock(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(last.updateAndGet(this::next)).told();
    }

    private Reading next(@Nullable Reading before) {
        Instant now = clock.instant();
        long nanos = nanoTime.getAsLong();
        if (before == null) {
            return new Reading(now, nanos);
        }
        long passed = Math.max(0, nanos - before.nanos());
        Instant least = before.told().plus(Duration.ofNanos((long) (passed * SLOWED)));
        return new Reading(now.isAfter(least) ? now : least, nanos);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(clock.withZone(zone), nanoTime);
    }
}

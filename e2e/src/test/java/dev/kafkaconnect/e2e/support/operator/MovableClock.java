package dev.kafkaconnect.e2e.support.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time, and as much more as a test does not care to wait for. */
public final class MovableClock extends Clock {
    private final InstantSource source = InstantSource.system();
    private volatile Duration ahead = Duration.ZERO;

    public synchronized void advance(Duration duration) {
        ahead = ahead.plus(duration);
    }

    @Override
    public Instant instant() {
        return source.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}

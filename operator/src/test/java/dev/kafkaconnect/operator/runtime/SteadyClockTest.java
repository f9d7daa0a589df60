package dev.kafkaconnect.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final ManualClock computer = new ManualClock();
    private final AtomicLong nanos = new AtomicLong(42);
    private final SteadyClock clock = new SteadyClock(computer, nanos::get);

    private void passes(Duration time) {
        computer.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isTheClockOfTheComputer() {
        assertThat(clock.instant()).isEqualTo(computer.instant());

        passes(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(computer.instant());
    }

    @Test
    void followsAStepForward() {
        clock.instant();

        computer.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(computer.instant());
    }

    @Test
    void aLookAfterAWriteIsLaterThoughTheComputerWasSetBackBetween() {
        Instant write = clock.instant();

        computer.advance(Duration.ofHours(-1));
        passes(Duration.ofMillis(250));

        assertThat(clock.instant()).isAfter(write);
    }

    @Test
    void afterAStepBackTimesGoOnPassing() {
        Instant before = clock.instant();
        computer.advance(Duration.ofHours(-1));

        passes(Duration.ofMinutes(1));

        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(54));
    }

    @Test
    void isCaughtUpWithInTheEnd() {
        clock.instant();
        computer.advance(Duration.ofMinutes(-1));

        for (int minute = 0; minute < 11; minute++) {
            passes(Duration.ofMinutes(1));
            clock.instant();
        }

        assertThat(clock.instant()).isEqualTo(computer.instant());
    }
}

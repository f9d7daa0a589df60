package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PollTimerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PollTimer timer = new PollTimer(LONG, LONG, Clock.systemUTC());

    @BeforeEach
    void pollOnce() {
        timer.begin();
        timer.end(Duration.ZERO);
    }

    @Test
    void waitsAfterNewsUntilAllWorkersHaveReadThem() throws InterruptedException {
        timer.news();
        long heard = System.nanoTime();

        timer.awaitNext(true);

        assertThat(Duration.ofNanos(System.nanoTime() - heard)).isGreaterThan(PollTimer.READ_BY_ALL);
    }

    @Test
    void pollsOnceMoreForWhatWasHeardJustBeforeAPoll() throws InterruptedException {
        timer.news();
        timer.begin();
        timer.end(Duration.ZERO);

        long ended = System.nanoTime();
        timer.awaitNext(true);

        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(LONG.dividedBy(10));
    }
}

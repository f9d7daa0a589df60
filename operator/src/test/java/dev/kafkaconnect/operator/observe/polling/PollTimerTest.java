package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
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
    void pollsOnceMoreForWhatWasHeardJustBeforeAPoll() throws InterruptedException {
        timer.news(Set.of("orders"));
        timer.awaitNext(true);
        timer.begin();
        timer.end(Duration.ZERO);

        long ended = System.nanoTime();
        timer.awaitNext(true);

        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(LONG.dividedBy(10));
        assertThat(timer.begin()).containsExactly("orders");
    }

    @Test
    void theNextPollIsAboutWhatWasHeardOf() throws InterruptedException {
        timer.news(Set.of("orders"));
        timer.pollSoon(Set.of("payments"));

        timer.awaitNext(true);

        assertThat(timer.begin()).containsExactlyInAnyOrder("orders", "payments");
    }

    @Test
    void theNextPollIsAboutAllWhenSomethingElseMayHaveChanged() throws InterruptedException {
        timer.news(Set.of("orders"));
        timer.pollNow();

        timer.awaitNext(true);

        assertThat(timer.begin()).isEmpty();
    }

    @Test
    void theNextPollIsAboutAllWhereNotEverythingIsHeardOf() throws InterruptedException {
        timer.pollSoon(Set.of("orders"));

        timer.awaitNext(false);

        assertThat(timer.begin()).isEmpty();
    }
}

package dev.kafkaconnect.operator.backoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "3, 4", "5, 16", "6, 30", "1000000, 30"})
    void thePauseDoublesUpToTheLongest(int failures, int seconds) {
        assertThat(BACKOFF.pause(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void chanceMakesThePauseUpToAQuarterLonger() {
        assertThat(BACKOFF.pause(3, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(BACKOFF.pause(3, 0.5)).isEqualTo(Duration.ofMillis(4_500));
        assertThat(BACKOFF.pause(3, 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        assertThat(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(one -> BACKOFF.jittered(5))
                        .distinct())
                .hasSizeGreaterThan(50)
                .allMatch(
                        pause -> !pause.minusSeconds(16).isNegative() && pause.compareTo(Duration.ofSeconds(20)) <= 0);
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void fiveInTenMinutesAreTooMany() {
        Corrections corrections = everyMinute(5);

        assertThat(corrections.tooMany(NOW.plus(Duration.ofMinutes(5)))).isTrue();
    }

    @Test
    void fourAreNotTooMany() {
        Corrections corrections = everyMinute(4);

        assertThat(corrections.tooMany(NOW.plus(Duration.ofMinutes(4)))).isFalse();
    }

    @Test
    void goOnTenMinutesAfterTheFirst() {
        Corrections corrections = everyMinute(5);

        assertThat(corrections.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(corrections.tooMany(corrections.until().minusSeconds(1))).isTrue();
        assertThat(corrections.tooMany(corrections.until())).isFalse();
    }

    @Test
    void fiveInAnHourAreNotTooMany() {
        Corrections corrections = Corrections.NONE;
        for (int i = 0; i < 5; i++) {
            corrections = corrections.and(NOW.plus(Duration.ofMinutes(12L * i)));
        }

        assertThat(corrections.tooMany(NOW.plus(Duration.ofMinutes(49)))).isFalse();
    }

    @Test
    void onlyTheLastOnesCount() {
        Corrections corrections = everyMinute(100);

        assertThat(corrections.times()).hasSize(Corrections.MANY);
        assertThat(corrections.until()).isEqualTo(NOW.plus(Duration.ofMinutes(95 + 10)));
    }

    private static Corrections everyMinute(int times) {
        Corrections corrections = Corrections.NONE;
        for (int i = 0; i < times; i++) {
            corrections = corrections.and(NOW.plus(Duration.ofMinutes(i)));
        }
        return corrections;
    }
}

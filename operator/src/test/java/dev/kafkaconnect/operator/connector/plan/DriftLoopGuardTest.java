package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DriftLoopGuardTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void fiveInTenMinutesAreTooMany() {
        DriftLoopGuard driftGuard = everyMinute(5);

        assertThat(driftGuard.tooMany(NOW.plus(Duration.ofMinutes(5)))).isTrue();
    }

    @Test
    void fourAreNotTooMany() {
        DriftLoopGuard driftGuard = everyMinute(4);

        assertThat(driftGuard.tooMany(NOW.plus(Duration.ofMinutes(4)))).isFalse();
    }

    @Test
    void goOnTenMinutesAfterTheFirst() {
        DriftLoopGuard driftGuard = everyMinute(5);

        assertThat(driftGuard.until()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(driftGuard.tooMany(driftGuard.until().minusSeconds(1))).isTrue();
        assertThat(driftGuard.tooMany(driftGuard.until())).isFalse();
    }

    @Test
    void fiveInAnHourAreNotTooMany() {
        DriftLoopGuard driftGuard = DriftLoopGuard.NONE;
        for (int i = 0; i < 5; i++) {
            driftGuard = driftGuard.and(NOW.plus(Duration.ofMinutes(12L * i)));
        }

        assertThat(driftGuard.tooMany(NOW.plus(Duration.ofMinutes(49)))).isFalse();
    }

    @Test
    void onlyTheLastOnesCount() {
        DriftLoopGuard driftGuard = everyMinute(100);

        assertThat(driftGuard.times()).hasSize(DriftLoopGuard.MANY);
        assertThat(driftGuard.until()).isEqualTo(NOW.plus(Duration.ofMinutes(95 + 10)));
    }

    private static DriftLoopGuard everyMinute(int times) {
        DriftLoopGuard driftGuard = DriftLoopGuard.NONE;
        for (int i = 0; i < times; i++) {
            driftGuard = driftGuard.and(NOW.plus(Duration.ofMinutes(i)));
        }
        return driftGuard;
    }
}

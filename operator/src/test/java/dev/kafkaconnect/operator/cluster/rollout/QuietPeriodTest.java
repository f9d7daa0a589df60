package dev.kafkaconnect.operator.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuietPeriodTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final QuietPeriod quiet = new QuietPeriod();

    @Test
    void isNowWhenNothingWasChangedForAWhile() {
        assertThat(quiet.isNow(Instant.EPOCH, NOW)).isTrue();
        assertThat(quiet.isNow(NOW.minusSeconds(2), NOW)).isFalse();
        assertThat(quiet.isNow(NOW.minusSeconds(3), NOW)).isTrue();
    }

    @Test
    void isNowAfterALongWaitAmongChangesWithoutEnd() {
        for (int second = 0; second < 15; second++) {
            Instant now = NOW.plusSeconds(second);
            assertThat(quiet.isNow(now, now)).isFalse();
        }
        Instant late = NOW.plusSeconds(15);
        assertThat(quiet.isNow(late, late)).isTrue();
        assertThat(quiet.isNow(late, late)).as("the next worker waits anew").isFalse();
    }
}

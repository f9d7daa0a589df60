package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BriefSilenceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "last seen {0} s ago: told in {1} s")
    @CsvSource({"2, 8", "9, 1", "10, 0", "60, 0"})
    void aSilenceIsToldWhenItHasLastedForTenSeconds(int secondsAgo, int seconds) {
        ClusterView.Unreachable silent = new ClusterView.Unreachable("no answer", NOW.minusSeconds(secondsAgo));

        assertThat(WorkerSilence.untilTold(silent, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void workersThatNeverAnsweredAreToldOfAtOnce() {
        assertThat(WorkerSilence.untilTold(new ClusterView.Unreachable("no answer", Instant.MIN), NOW))
                .isZero();
    }
}

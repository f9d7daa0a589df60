package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConclusionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Conclusion READY = new Conclusion(new Verdict.Ready(Reason.Running, "it runs"), null);
    private static final RestartPolicy POLICY =
            new RestartPolicy(true, null, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Test
    void aConnectorThatRunsIsLeftAlone() {
        assertThat(READY.again(POLICY, Memory.NONE, NOW)).isEqualTo(ConnectorPass.RESYNC);
    }

    @ParameterizedTest(name = "last restarted {0} s ago: {1} s")
    @CsvSource({"0, 61", "59, 2", "60, 1", "61, 300", "600, 300"})
    void countsAnewAsSoonAsAConnectorHasRunForLong(int secondsAgo, int seconds) {
        Memory restarted = Memory.NONE.with(new Restarts(2, NOW.minusSeconds(secondsAgo), null));

        assertThat(READY.again(POLICY, restarted, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }
}

package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.backoff.Backoff;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JitteredRetryTest {

    @Test
    void aPassIsRepeatedWithoutEndAndEverLater() {
        RetryExecution execution =
                new JitteredRetry(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1))).initExecution();

        assertThat(execution.nextDelay().orElseThrow()).isBetween(1_000L, 1_250L);
        assertThat(execution.nextDelay().orElseThrow()).isBetween(2_000L, 2_500L);
        for (int attempt = 0; attempt < 100; attempt++) {
            execution.nextDelay();
        }
        assertThat(execution.nextDelay().orElseThrow()).isBetween(60_000L, 75_000L);
        assertThat(execution.isLastAttempt()).isFalse();
        assertThat(execution.getAttemptCount()).isEqualTo(103);
    }
}

package dev.kafkaconnect.operator.requests;

import dev.kafkaconnect.operator.backoff.Backoff;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import java.util.Optional;

/** Repeats a pass that has failed, without end. The framework's own retry has no jitter: a herd comes back as a herd. */
public record JitteredRetry(Backoff backoff) implements Retry {

    @Override
    public RetryExecution initExecution() {
        return new Execution();
    }

    private final class Execution implements RetryExecution {
        private int attempts;

        @Override
        public int getAttemptCount() {
            return attempts;
        }

        @Override
        public boolean isLastAttempt() {
            return false;
        }

        @Override
        public Optional<Long> nextDelay() {
            attempts++;
            return Optional.of(backoff.jittered(attempts).toMillis());
        }
    }
}

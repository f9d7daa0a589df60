package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.connectclusterspec.Rollout;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient a rollout is.
 *
 * @param progressDeadline what one worker may take until it runs and all that ran before runs again
 * @param settle how long after that the next worker is left alone
 */
record RolloutSettings(Duration progressDeadline, Duration settle) {
    static final int DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

    /**
     * A worker that joins sets off two rebalances, and the others learn of each with their next heartbeat, a second later
     * at most: before, the next worker would be taken while tasks move.
     */
    static final int DEFAULT_SETTLE_SECONDS = 3;

    static RolloutSettings of(@Nullable Rollout spec) {
        Integer deadline = spec == null ? null : spec.getProgressDeadlineSeconds();
        Integer settle = spec == null ? null : spec.getSettleSeconds();
        return new RolloutSettings(
                Duration.ofSeconds(deadline == null ? DEFAULT_PROGRESS_DEADLINE_SECONDS : deadline),
                Duration.ofSeconds(settle == null ? DEFAULT_SETTLE_SECONDS : settle));
    }
}

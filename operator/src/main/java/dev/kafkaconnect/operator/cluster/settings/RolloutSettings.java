package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Rollout;
import dev.kafkaconnect.api.connectclusterspec.Rollout.OnMissing;
import dev.kafkaconnect.api.connectclusterspec.Rollout.OnOperatorUpgrade;
import dev.kafkaconnect.operator.cluster.upgrade.WorkerImage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How patient a rollout is.
 *
 * @param progressDeadline what one worker may take until it runs and all that ran before runs again
 * @param settle how long after that the next worker is left alone
 * @param forsakes whether it goes on after the deadline without what does not run again
 * @param images what becomes of an image that the operator chose
 */
public record RolloutSettings(Duration progressDeadline, Duration settle, boolean forsakes, WorkerImage.Policy images) {
    static final int DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

    /**
     * A worker that joins sets off two rebalances, and the others learn of each with their next heartbeat, a second later
     * at most: before, the next worker would be taken while tasks move.
     */
    static final int DEFAULT_SETTLE_SECONDS = 3;

    public static RolloutSettings of(@Nullable Rollout spec) {
        Integer deadline = spec == null ? null : spec.getProgressDeadlineSeconds();
        Integer settle = spec == null ? null : spec.getSettleSeconds();
        return new RolloutSettings(
                Duration.ofSeconds(deadline == null ? DEFAULT_PROGRESS_DEADLINE_SECONDS : deadline),
                Duration.ofSeconds(settle == null ? DEFAULT_SETTLE_SECONDS : settle),
                spec != null && spec.getOnMissing() == OnMissing.ContinueAfterDeadline,
                images(spec == null ? null : spec.getOnOperatorUpgrade()));
    }

    private static WorkerImage.Policy images(@Nullable OnOperatorUpgrade spec) {
        return switch (spec) {
            case Automatic -> WorkerImage.Policy.Automatic;
            case KeepImage -> WorkerImage.Policy.KeepImage;
            case KeepKafkaVersion -> WorkerImage.Policy.KeepKafkaVersion;
            case null -> WorkerImage.Policy.KeepKafkaVersion;
        };
    }
}

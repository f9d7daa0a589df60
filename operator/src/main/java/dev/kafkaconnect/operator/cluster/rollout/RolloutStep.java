package dev.kafkaconnect.operator.cluster.rollout;

import dev.kafkaconnect.operator.cluster.workers.RolloutState;
import dev.kafkaconnect.operator.status.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link RolloutPlanner} decides.
 *
 * @param partition workers from this ordinal on are to run the new revision
 * @param memory what to remember with it, null when no rollout is under way
 * @param verdict what the rollout waits for, null when none is under way
 */
record RolloutStep(
        int partition,
        @Nullable RolloutState memory,
        @Nullable Verdict verdict) {}

package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.status.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What came of the changes of a pass. Made by {@link WorkerChanges}.
 *
 * @param obstacle why the workers are not as they should be yet: they have just been changed, or may not be; null when they are
 * @param rolling what a rollout waits for, null when none is under way
 */
record Applied(@Nullable Verdict obstacle, @Nullable Verdict rolling) {}

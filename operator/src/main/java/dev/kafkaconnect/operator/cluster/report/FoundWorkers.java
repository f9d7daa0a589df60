package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pass learned of the workers. Part of {@link Findings}.
 *
 * @param readiness whether they are ready, or what their rollout waits for; null when there is no plan to compare them with
 * @param set null when there are none
 * @param inventory what they consist of, null while none has answered
 * @param loggers levels that the running workers were told, null when there are no workers
 */
public record FoundWorkers(
        @Nullable Verdict readiness,
        @Nullable StatefulSet set,
        @Nullable WorkerInventory inventory,
        @Nullable SortedMap<String, String> loggers) {

    /** Workers that are not asked anything. */
    public static FoundWorkers silent(@Nullable Verdict readiness, @Nullable StatefulSet set) {
        return new FoundWorkers(readiness, set, null, null);
    }
}

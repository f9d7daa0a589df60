package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Reason;
import org.jspecify.annotations.Nullable;

/** What a restart of a standalone worker costs: which connectors come back automatically, and what may be repeated. Pure. */
public final class ConnectorsKeptCondition {
    private static final String TYPE = "ConnectorsKept";
    private static final String FLUSH_INTERVAL = "offset.flush.interval.ms";
    private static final String DEFAULT_FLUSH_INTERVAL = "60000";

    private ConnectorsKeptCondition() {}

    public static ConditionDraft of(ClusterPlan plan, @Nullable StartSetConfigMap kept) {
        if (kept == null) {
            return ConditionDraft.unknown(TYPE, Reason.NotChecked, "not checked yet");
        }
        if (!kept.leftOut().isEmpty()) {
            return ConditionDraft.no(
                    TYPE,
                    Reason.TooLarge,
                    "a ConfigMap has no room for all connectors; without the operator a worker that restarts comes back without %s. Spread the connectors over several ConnectClusters"
                            .formatted(String.join(", ", kept.leftOut())));
        }
        return ConditionDraft.yes(
                TYPE,
                Reason.Kept,
                "a worker that restarts comes back with all connectors; after a crash, sources may repeat what they sent within the last %s ms (%s)"
                        .formatted(
                                plan.workerConfig().getOrDefault(FLUSH_INTERVAL, DEFAULT_FLUSH_INTERVAL),
                                FLUSH_INTERVAL));
    }
}

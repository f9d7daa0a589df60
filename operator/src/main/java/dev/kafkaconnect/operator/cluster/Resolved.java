package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.jspecify.annotations.Nullable;

/** What a pass over a ConnectCluster begins with. Made by {@link ClusterResolver}. */
sealed interface Resolved {
    ConnectCluster cluster();

    /** The cluster's own, null when there are none. */
    @Nullable
    StatefulSet workers();

    /** Whether the operator may change nothing. */
    default boolean paused() {
        return Boolean.TRUE.equals(cluster().getSpec().getPaused());
    }

    /** @param before what the status remembers of earlier looks at the internal topics */
    record Planned(
            ConnectCluster cluster,
            ClusterPlan plan,
            @Nullable StatefulSet workers,
            VerifiedBefore before) implements Resolved {

        Planned withPlan(ClusterPlan other) {
            return new Planned(cluster, other, workers, before);
        }
    }

    /** There is no plan: the spec makes no sense, or the pass failed. */
    record Unplanned(ConnectCluster cluster, @Nullable StatefulSet workers, Verdict verdict) implements Resolved {}
}

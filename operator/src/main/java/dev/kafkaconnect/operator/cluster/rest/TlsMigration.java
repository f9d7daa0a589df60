package dev.kafkaconnect.operator.cluster.rest;

import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which {@link TlsMigrationStage} comes next, from what the pods run. Pure; called in each pass over a ConnectCluster. */
public final class TlsMigration {
    private TlsMigration() {}

    /**
     * The stage that the template of the workers is to have.
     *
     * @param goal PLAIN or SECURED
     * @param replicas as they are to be
     */
    public static TlsMigrationStage next(
            TlsMigrationStage goal, int replicas, @Nullable StatefulSet workers, Collection<Pod> pods) {
        if (workers == null || pods.size() == 1 && replicas <= 1) {
            return goal;
        }
        ObservedStatefulSet all = ObservedStatefulSet.of(workers, pods);
        if (pods.isEmpty() && all.existing() == 0) {
            return goal;
        }
        Set<TlsMigrationStage> found = pods.stream()
                .map(pod -> TlsMigrationStage.of(pod.getMetadata()))
                .collect(Collectors.toSet());
        if (found.contains(goal == TlsMigrationStage.SECURED ? TlsMigrationStage.PLAIN : TlsMigrationStage.SECURED)) {
            return TlsMigrationStage.PREPARED;
        }
        boolean arriving = found.contains(goal)
                || TlsMigrationStage.of(workers.getSpec().getTemplate().getMetadata()) == goal;
        // Of pods that are about to come back nothing is known: only a rollout that is over says that there are no
        // others.
        return arriving || all.settled() ? goal : TlsMigrationStage.PREPARED;
    }
}

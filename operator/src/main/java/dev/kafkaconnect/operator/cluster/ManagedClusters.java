package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.status.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The clusters that are looked after, one {@link ManagedCluster} for each ConnectCluster. Used by {@link ConnectClusterReconciler},
 * which says when one is seen and when it is gone.
 */
final class ManagedClusters {
    private final Map<ClusterId, ManagedCluster> clusters = new ConcurrentHashMap<>();
    private final BiFunction<ClusterId, String, ManagedCluster> module;

    /** @param module makes the one of an id, for the ConnectCluster of a uid */
    ManagedClusters(BiFunction<ClusterId, String, ManagedCluster> module) {
        this.module = module;
    }

    /** The one of this very ConnectCluster, made when it is first seen. */
    ManagedCluster of(ConnectCluster cluster) {
        ClusterId id = idOf(cluster);
        String uid = cluster.getMetadata().getUid();
        ManagedCluster known = clusters.get(id);
        if (known != null && known.uid().equals(uid)) {
            return known;
        }
        Optional.ofNullable(known).ifPresent(ManagedCluster::drop);
        ManagedCluster first = module.apply(id, uid);
        clusters.put(id, first);
        return first;
    }

    /** To be called when the ConnectCluster is gone; another one of the same name keeps what it has. */
    void drop(ConnectCluster cluster) {
        ManagedCluster known = clusters.get(idOf(cluster));
        if (known != null && known.uid().equals(cluster.getMetadata().getUid())) {
            clusters.remove(idOf(cluster), known);
            known.drop();
        }
    }

    /** At the end of a pass: the news of the deletion may have come before the pass opened the session again. */
    void dropIfGone(ManagedCluster managed, ConnectCluster cluster, Context<ConnectCluster> context) {
        if (StatusWriter.isGone(cluster, context)) {
            drop(cluster);
            managed.drop();
        }
    }

    /** The clusters that are to be reconciled because this object was created, changed or deleted. */
    List<ClusterId> concernedBy(Reference changed) {
        return clusters.entrySet().stream()
                .filter(entry -> entry.getValue().isConcernedBy(changed))
                .map(Map.Entry::getKey)
                .toList();
    }

    static ClusterId idOf(ConnectCluster cluster) {
        return new ClusterId(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }
}

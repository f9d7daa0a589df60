package dev.kafkaconnect.operator.cluster.plan;

import io.fabric8.kubernetes.api.model.OwnerReference;

/**
 * Who the objects and the workers of a ConnectCluster belong to. Part of {@link ClusterPlan}.
 *
 * @param clientId by which the operator knows its own workers in their group, see {@link WorkerIdentity}
 */
public record ClusterIdentity(String namespace, String name, OwnerReference owner, String clientId) {

    ClusterIdentity withClientId(String other) {
        return new ClusterIdentity(namespace, name, owner, other);
    }
}

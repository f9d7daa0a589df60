package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Optional;

/**
 * What keeps a Connector from being looked after at all: its cluster, the consent of the cluster's owner, an older twin.
 * Asked by {@link ConnectorPass} before it looks at the workers; knows nothing of them.
 */
final class ConnectorGate {
    private final ConnectorIndex index;
    private final Admission admission;

    ConnectorGate(ConnectorIndex index, Admission admission) {
        this.index = index;
        this.admission = admission;
    }

    /** Why the way is barred; empty when it is open, and then the cluster exists. */
    Optional<Verdict> barred(Connector connector, DesiredConnector desired, Optional<ConnectCluster> cluster) {
        if (cluster.isEmpty()) {
            return Optional.of(new Verdict.Waiting(
                    Reason.ClusterNotFound,
                    "there is no ConnectCluster %s in namespace %s; create it or correct spec.clusterRef in a new Connector"
                            .formatted(
                                    desired.cluster().name(), desired.cluster().namespace())));
        }
        if (StatusWriter.isTerminating(cluster.get())) {
            return Optional.of(new Verdict.Waiting(
                    Reason.ClusterTerminating, "the ConnectCluster %s is being deleted".formatted(desired.cluster())));
        }
        String namespace = connector.getMetadata().getNamespace();
        if (!admission.admits(cluster.get(), desired.cluster(), namespace)) {
            return Optional.of(new Verdict.Stalled(
                    Reason.NamespaceNotAllowed,
                    "ConnectCluster %s does not admit connectors from namespace %s; its owner can, under spec.connectors.allowedNamespaces"
                            .formatted(desired.cluster(), namespace)));
        }
        return index.olderTwin(connector)
                .map(twin -> new Verdict.Stalled(
                        Reason.DuplicateConnector,
                        "the older Connector %s/%s describes the same connector %s; delete one of the two"
                                .formatted(
                                        twin.getMetadata().getNamespace(),
                                        twin.getMetadata().getName(),
                                        desired.connectName())));
    }
}

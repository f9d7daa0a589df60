package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectclusterspec.connectors.AllowedNamespaces;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Optional;

/**
 * What keeps a Connector from being looked after at all: its cluster, the consent of the cluster's owner, an older twin.
 * Asked by {@code ConnectorReconciler} before anything else, so of a Connector whose spec makes no sense too; knows nothing of the workers.
 */
public final class ConnectorGate {
    private final Ownership ownership;
    private final boolean readsNamespaces;

    public ConnectorGate(Ownership ownership, boolean readsNamespaces) {
        this.ownership = ownership;
        this.readsNamespaces = readsNamespaces;
    }

    public GatedConnector gated(Connector connector, Optional<ConnectCluster> cluster) {
        return new GatedConnector(connector, ConnectorParser.parse(connector), cluster, barred(connector, cluster));
    }

    private Optional<Verdict> barred(Connector connector, Optional<ConnectCluster> cluster) {
        ClusterId id = ConnectorParser.clusterOf(connector);
        if (cluster.isEmpty()) {
            return Optional.of(new Verdict.Awaiting(
                    Reason.ClusterNotFound,
                    "there is no ConnectCluster %s in namespace %s; create it or correct spec.clusterRef in a new Connector"
                            .formatted(id.name(), id.namespace())));
        }
        if (!ownership.selector().selects(cluster.get())) {
            return Optional.of(new Verdict.Awaiting(
                    Reason.ClusterNotSelected,
                    "the operator that looks after this Connector, by the labels %s, does not look after ConnectCluster %s; give both of them labels that the same operator selects"
                            .formatted(ownership.selector(), id)));
        }
        if (StatusWriter.isTerminating(cluster.get())) {
            return Optional.of(new Verdict.Progressing(
                    Reason.ClusterTerminating, "the ConnectCluster %s is being deleted".formatted(id)));
        }
        if (ownership.consent(connector, cluster) != Consent.Given) {
            return Optional.of(new Verdict.Awaiting(
                    Reason.NamespaceNotAllowed,
                    readsNamespaces || !selects(cluster.get())
                            ? "ConnectCluster %s does not allow connectors from namespace %s; its owner can allow them under spec.connectors.allowedNamespaces"
                                    .formatted(id, connector.getMetadata().getNamespace())
                            : "ConnectCluster %s allows connectors by labels of namespaces, which this operator does not read; its owner can set spec.connectors.allowedNamespaces to from: All, or whoever installs the operator can set READ_NAMESPACES to true"
                                    .formatted(id)));
        }
        return ownership
                .olderTwin(connector)
                .map(duplicate -> new Verdict.Stalled(
                        Reason.DuplicateConnector,
                        "the older Connector %s/%s describes the same connector %s; delete one of the two"
                                .formatted(
                                        duplicate.getMetadata().getNamespace(),
                                        duplicate.getMetadata().getName(),
                                        ConnectorParser.connectName(connector))));
    }

    private static boolean selects(ConnectCluster cluster) {
        return Optional.ofNullable(cluster.getSpec().getConnectors())
                .map(connectors -> connectors.getAllowedNamespaces())
                .filter(allowed -> allowed.getFrom() == AllowedNamespaces.From.Selector)
                .isPresent();
    }
}

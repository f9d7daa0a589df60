package dev.kafkaconnect.operator.connector.ownership;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectclusterspec.connectors.AllowedNamespaces;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the owner of a cluster lets a namespace run connectors on it. The grant comes from the cluster, never from the
 * connector: a user who may write a Connector chooses code that runs in the workers. Asked by {@link Ownership} only.
 */
public final class NamespaceAccess {
    private final Function<String, Map<String, String>> labelsOfNamespace;

    /** @param labelsOfNamespace asked only where a selector decides */
    public NamespaceAccess(Function<String, Map<String, String>> labelsOfNamespace) {
        this.labelsOfNamespace = labelsOfNamespace;
    }

    Consent consent(Connector connector, ClusterId id, Optional<ConnectCluster> cluster) {
        String namespace = connector.getMetadata().getNamespace();
        if (id.namespace().equals(namespace)) {
            return Consent.Given;
        }
        if (cluster.isEmpty()) {
            return recorded(connector) == null ? Consent.None : Consent.Withdrawn;
        }
        if (admits(cluster.get(), id, namespace)) {
            return Consent.Given;
        }
        return isRecorded(connector, cluster.get()) ? Consent.Withdrawn : Consent.None;
    }

    /** Whether its status says that it was in charge of its connector on this cluster, and not on one of the same name. */
    public static boolean isRecorded(Connector connector, ConnectCluster cluster) {
        String uid = recorded(connector);
        return uid != null && uid.equals(cluster.getMetadata().getUid());
    }

    /** UID of the cluster on which its status says that it was in charge of its connector. */
    public static @Nullable String recorded(Connector connector) {
        return connector.getStatus() == null ? null : connector.getStatus().getAdmittedBy();
    }

    boolean admits(ConnectCluster cluster, ClusterId id, String namespace) {
        if (id.namespace().equals(namespace)) {
            return true;
        }
        AllowedNamespaces allowed = Optional.ofNullable(cluster.getSpec().getConnectors())
                .map(connectors -> connectors.getAllowedNamespaces())
                .orElse(null);
        if (allowed == null || allowed.getFrom() == null) {
            return false;
        }
        return switch (allowed.getFrom()) {
            case Same -> false;
            case All -> true;
            case Selector -> matches(allowed, namespace);
        };
    }

    private boolean matches(AllowedNamespaces allowed, String namespace) {
        Map<String, String> wanted =
                allowed.getSelector() == null ? Map.of() : allowed.getSelector().getMatchLabels();
        return !wanted.isEmpty()
                && labelsOfNamespace.apply(namespace).entrySet().containsAll(wanted.entrySet());
    }
}

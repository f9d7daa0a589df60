package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.connectors.AllowedNamespaces;
import dev.kafkaconnect.operator.observe.ClusterId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the owner of a cluster lets a namespace run connectors on it. The grant comes from the cluster, never from the
 * connector: whoever may write a Connector chooses code that runs in the workers.
 */
final class Admission {
    private final Function<String, Map<String, String>> labelsOfNamespace;

    /** @param labelsOfNamespace asked only where a selector decides */
    Admission(Function<String, Map<String, String>> labelsOfNamespace) {
        this.labelsOfNamespace = labelsOfNamespace;
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

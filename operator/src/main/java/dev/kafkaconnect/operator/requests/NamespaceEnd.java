package dev.kafkaconnect.operator.requests;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Tells the refusal that any pass may meet whose namespace is being deleted whole: nothing can be created there any more, and
 * there is no reason for concern. Asked by the reconciler of ConnectClusters and when events are written. The API server names the cause, see
 * k8s.io/api/core/v1, NamespaceTerminatingCause.
 */
public final class NamespaceEnd {
    private static final String CAUSE = "NamespaceTerminating";

    private NamespaceEnd() {}

    public static boolean explains(KubernetesClientException refusal) {
        Status status = refusal.getStatus();
        return status != null
                && status.getDetails() != null
                && status.getDetails().getCauses().stream().anyMatch(cause -> CAUSE.equals(cause.getReason()));
    }
}

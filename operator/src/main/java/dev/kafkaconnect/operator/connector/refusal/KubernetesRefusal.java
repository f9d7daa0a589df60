package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.requests.ApiRefusal;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** What is said of a Connector whose pass has failed. Called by {@code ConnectorReconciler}. Pure. */
public final class KubernetesRefusal {

    private KubernetesRefusal() {}

    public static Verdict verdict(Exception error) {
        return ApiRefusal.of(error)
                .<Verdict>map(KubernetesRefusal::refused)
                .orElseGet(() -> new Verdict.Unknown(
                        Reason.InternalError,
                        "the operator failed while reconciling this connector; see the operator's log"));
    }

    private static Verdict.Stalled refused(ApiRefusal refusal) {
        return refusal.cause() == ApiRefusal.Cause.Permission
                ? new Verdict.Stalled(
                        Reason.PermissionMissing,
                        "the operator lacks a permission in Kubernetes: %s; install the roles that belong to this version of the operator"
                                .formatted(refusal.words()))
                : new Verdict.Stalled(
                        Reason.ConfigInvalid, "Kubernetes refuses what this connector needs: " + refusal.words());
    }
}

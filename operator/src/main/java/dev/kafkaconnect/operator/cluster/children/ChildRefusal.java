package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.operator.cluster.validation.TakenNames;
import dev.kafkaconnect.operator.requests.ApiRefusal;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells in the API server's own words why it does not take a child, or does not answer a request. Asked by whoever writes
 * children, and by the reconciler for all other requests. Pure.
 */
public final class ChildRefusal {
    private ChildRefusal() {}

    /** Empty when a later attempt may succeed without a change. */
    public static Optional<Verdict> told(HasMetadata child, Throwable failure) {
        return ApiRefusal.of(failure)
                .map(refusal -> verdict(
                        refusal,
                        "Kubernetes refuses the %s that is made from the spec".formatted(TakenNames.nameOf(child))));
    }

    /** The same of a request that is about no child. */
    public static Optional<Verdict> told(Throwable failure) {
        return ApiRefusal.of(failure)
                .map(refusal -> verdict(refusal, "Kubernetes refuses a request of the operator for this cluster"));
    }

    /** Several in one. */
    static Verdict together(List<Verdict> rejections) {
        Verdict first = rejections.getFirst();
        return rejections.size() == 1
                ? first
                : new Verdict.Stalled(
                        first.reason(),
                        rejections.stream().map(Verdict::message).collect(Collectors.joining("; ")));
    }

    private static Verdict verdict(ApiRefusal refusal, String what) {
        return refusal.cause() == ApiRefusal.Cause.Permission
                ? new Verdict.Stalled(
                        Reason.PermissionMissing,
                        "%s, because the operator lacks a permission: %s; install the roles that belong to this version of the operator"
                                .formatted(what, refusal.words()))
                : new Verdict.Stalled(Reason.ConfigInvalid, what + ": " + refusal.words());
    }
}

package dev.kafkaconnect.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** One condition beyond Ready, Reconciling and Stalled, before it gets its times. */
public record ConditionDraft(String type, Truth truth, Reason reason, String message) {

    /** The three values of a condition's status. */
    public enum Truth {
        True,
        False,
        Unknown
    }

    /** The fact that a condition told; empty if another version of the operator wrote what this one does not know. */
    public static Optional<ConditionDraft> of(Condition condition) {
        try {
            return Optional.of(new ConditionDraft(
                    condition.getType(),
                    Truth.valueOf(condition.getStatus()),
                    Reason.valueOf(condition.getReason()),
                    condition.getMessage()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    public static ConditionDraft yes(String type, Reason reason, String message) {
        return new ConditionDraft(type, Truth.True, reason, message);
    }

    public static ConditionDraft no(String type, Reason reason, String message) {
        return new ConditionDraft(type, Truth.False, reason, message);
    }

    public static ConditionDraft unknown(String type, Reason reason, String message) {
        return new ConditionDraft(type, Truth.Unknown, reason, message);
    }
}

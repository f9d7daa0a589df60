package dev.kafkaconnect.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** One condition beyond Ready, Reconciling and Stalled, before it gets its times. */
public record Fact(String type, Truth truth, Reason reason, String message) {

    /** The three values of a condition's status. */
    public enum Truth {
        True,
        False,
        Unknown
    }

    /** The fact that a condition told; empty if another version of the operator wrote what this one does not know. */
    public static Optional<Fact> of(Condition condition) {
        try {
            return Optional.of(new Fact(
                    condition.getType(),
                    Truth.valueOf(condition.getStatus()),
                    Reason.valueOf(condition.getReason()),
                    condition.getMessage()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    public static Fact yes(String type, Reason reason, String message) {
        return new Fact(type, Truth.True, reason, message);
    }

    public static Fact no(String type, Reason reason, String message) {
        return new Fact(type, Truth.False, reason, message);
    }

    public static Fact unknown(String type, Reason reason, String message) {
        return new Fact(type, Truth.Unknown, reason, message);
    }
}

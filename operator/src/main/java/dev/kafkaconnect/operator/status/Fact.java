package dev.kafkaconnect.operator.status;

/** One condition beyond Ready, Reconciling and Stalled, before it gets its times. */
public record Fact(String type, Truth truth, Reason reason, String message) {

    /** The three values of a condition's status. */
    public enum Truth {
        True,
        False,
        Unknown
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

package dev.kafkaconnect.operator.status;

/**
 * What one pass concludes about a resource, from which {@link Conditions} derives Ready, Reconciling and Stalled. The kind
 * of verdict, not its wording, decides what Flux, Argo CD and {@code kubectl wait} make of it.
 */
public sealed interface Verdict {
    Reason reason();

    String message();

    /** The resource does what its spec says. */
    record Ready(Reason reason, String message) implements Verdict {}

    /** Not there yet, and it will get there without a change by a person: Reconciling. */
    record Progressing(Reason reason, String message) implements Verdict {}

    /**
     * Something that others may yet create or start is missing: Reconciling at first, Stalled when it is still missing after the
     * {@link GraceTime}.
     */
    record Awaiting(Reason reason, String message) implements Verdict {}

    /** It does not get better without a change by a person: Stalled. */
    record Stalled(Reason reason, String message) implements Verdict {}

    /** It is not known whether it does: Ready is Unknown, Reconciling is True. */
    record Unknown(Reason reason, String message) implements Verdict {}
}

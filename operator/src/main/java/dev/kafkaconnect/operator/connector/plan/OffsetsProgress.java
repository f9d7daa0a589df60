package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the declared changes of a connector's offsets are. Part of {@link ReconcileState}; {@code OffsetsOnce} finds out what is
 * stored, {@link ConnectorPlanner} decides by the {@link Phase}. Pure.
 *
 * @param appearedAt when the Connector was first looked at, while it is not known whether its connector was there before it;
 *     null once that is known
 * @param begun id of the change that is stored as begun, null while none is
 * @param triedSince when the workers were first asked for that change, null while they were not
 * @param last what became of the last change, null without one
 * @param stored where {@code last} is safe from the end of the operator
 */
public record OffsetsProgress(
        @Nullable Instant appearedAt,
        @Nullable String begun,
        @Nullable Instant triedSince,
        OffsetsChange.@Nullable Result last,
        Stored stored) {
    public static final OffsetsProgress NONE = new OffsetsProgress(null, null, null, null, Stored.InLedger);

    public enum Stored {
        Nowhere,
        /** It goes with the Connector. */
        InStatus,
        InLedger
    }

    public enum Phase {
        /** Nothing is declared that is not over. */
        Settled,
        /** Whether to carry it out is not known yet: what rests must not wake, what runs need not stop. */
        Undecided,
        /** It is to be carried out on the stopped connector. */
        Begun,
        /** It is over, but not stored: if the operator ended now, that would be lost. The connector must not run again yet. */
        NotStored
    }

    /** Of a Connector without a status. */
    public static OffsetsProgress ofNew(Instant now) {
        return new OffsetsProgress(now, null, null, null, Stored.InLedger);
    }

    public static OffsetsProgress fromStatus(OffsetsChange.@Nullable Result last) {
        return new OffsetsProgress(null, null, null, last, Stored.InStatus);
    }

    public Phase phase(@Nullable OffsetsChange wanted) {
        if (last != null && stored == Stored.Nowhere) {
            return Phase.NotStored;
        }
        if (wanted == null || isOver(wanted.id())) {
            return Phase.Settled;
        }
        return wanted.id().equals(begun) ? Phase.Begun : Phase.Undecided;
    }

    boolean isOver(String id) {
        return last != null && last.id().equals(id);
    }

    public OffsetsProgress known() {
        return appearedAt == null ? this : new OffsetsProgress(null, begun, triedSince, last, stored);
    }

    public OffsetsProgress begun(String id) {
        return new OffsetsProgress(null, id, null, last, stored);
    }

    public OffsetsProgress tried(Instant now) {
        return new OffsetsProgress(appearedAt, begun, Objects.requireNonNullElse(triedSince, now), last, stored);
    }

    public OffsetsProgress over(OffsetsChange.Result result, Stored where) {
        return new OffsetsProgress(null, null, null, result, where);
    }
}

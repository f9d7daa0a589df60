package dev.kafkaconnect.operator.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One declared change of a connector's offsets, and how far it came.
 *
 * @param id the id that its owner gave it
 * @param message what there is to say about it, null when nothing
 * @param at when it came so far, RFC 3339
 */
public record OffsetsChangeEntry(
        String id, Progress progress, @Nullable String message, String at) {

    /** The names are stored. */
    public enum Progress {
        /** It may have been sent to the workers; the connector has not been resumed since. */
        Started,
        Done,
        /** Refused for good, by the workers or by the operator. */
        Failed
    }
}

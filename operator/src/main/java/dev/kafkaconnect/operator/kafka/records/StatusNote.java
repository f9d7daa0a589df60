package dev.kafkaconnect.operator.kafka.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the status topic says of a connector or task (KafkaStatusBackingStore in Kafka Connect). Made by {@link
 * WorkerTopicsConsumer}.
 */
public record StatusNote(StatusKey key, State state) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As far as the operator reads it. */
    public enum State {
        RUNNING,

        /** Nothing of it runs any more. */
        ENDED,

        /** Paused, restarting, stopped, or nothing that can be read. */
        OTHER,

        /** What was noted before is deleted, whether or not it runs. */
        FORGOTTEN
    }

    static StatusNote of(StatusKey key, byte @Nullable [] note) {
        return new StatusNote(key, note == null ? State.FORGOTTEN : state(note));
    }

    private static State state(byte[] note) {
        try {
            return switch (JSON.readTree(note).path("state").asText()) {
                case "RUNNING" -> State.RUNNING;
                // A task notes UNASSIGNED when its thread has ended, and FAILED when it has ended with an error.
                case "UNASSIGNED", "FAILED" -> State.ENDED;
                default -> State.OTHER;
            };
        } catch (IOException unreadable) {
            return State.OTHER;
        }
    }
}

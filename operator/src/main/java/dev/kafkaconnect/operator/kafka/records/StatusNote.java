package dev.kafkaconnect.operator.kafka.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;

/** What a worker says of a connector or task in a record of the status topic. Used by {@link WorkerTopicsConsumer}. */
final class StatusNote {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A task notes UNASSIGNED when its thread has ended, and FAILED when it has ended with an error. */
    private static final Set<String> ENDS = Set.of("UNASSIGNED", "FAILED");

    private StatusNote() {}

    static boolean isEnd(byte[] note) {
        try {
            return ENDS.contains(JSON.readTree(note).path("state").asText());
        } catch (IOException unreadable) {
            return false;
        }
    }
}

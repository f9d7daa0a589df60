package dev.kafkaconnect.operator.kafka.records;

import java.util.List;
import java.util.stream.Stream;

/** Makes notes as the workers write them to the status topic, for tests. */
public final class StatusNotes {

    private StatusNotes() {}

    public static List<StatusNote> notes(StatusNote.State state, StatusKey... keys) {
        return Stream.of(keys).map(key -> new StatusNote(key, state)).toList();
    }
}

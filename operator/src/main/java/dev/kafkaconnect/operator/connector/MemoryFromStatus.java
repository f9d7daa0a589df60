package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.operator.connector.Memory.Chronicle;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a new operator remembers of a connector that an earlier one looked after. Pure. */
final class MemoryFromStatus {

    private MemoryFromStatus() {}

    static Memory of(Connector connector, @Nullable String restartAnnotation) {
        ConnectorStatus status = connector.getStatus();
        return Memory.NONE.with(
                status == null
                        // Whoever creates a Connector with the annotation in place does not ask for a restart.
                        ? new Chronicle(Restarts.NONE, restartAnnotation, null)
                        : new Chronicle(
                                restarts(status.getRestarts()), status.getRestartedAt(), offsets(status.getOffsets())));
    }

    private static Restarts restarts(dev.kafkaconnect.api.connectorstatus.@Nullable Restarts block) {
        return block == null || block.getCount() == null
                ? Restarts.NONE
                : new Restarts(block.getCount(), instant(block.getLastAt()), instant(block.getNextAt()));
    }

    private static OffsetsChange.@Nullable Result offsets(@Nullable Offsets block) {
        return block == null || block.getId() == null
                ? null
                : new OffsetsChange.Result(
                        block.getId(),
                        "Done".equals(block.getResult()),
                        block.getMessage(),
                        String.valueOf(block.getAt()));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.observe.ClusterId;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A Connector after validation.
 *
 * @param connectName name inside Kafka Connect
 * @param config complete, as it is sent: with name, connector.class and tasks.max
 * @param restartedAt value of the restart annotation, null without one
 * @param offsets declared change of offsets, null without one
 * @param deadLetterQueue where a sink puts records that it cannot handle, null without one
 */
record DesiredConnector(
        ClusterId cluster,
        String connectName,
        SortedMap<String, String> config,
        TargetState state,
        RestartPolicy restartPolicy,
        @Nullable String restartedAt,
        @Nullable OffsetsChange offsets,
        @Nullable DeadLetterQueue deadLetterQueue) {

    enum TargetState {
        Running,
        Paused,
        Stopped
    }

    /** Whether the declared change of offsets has not been carried out yet. */
    boolean changesOffsets(Memory memory) {
        return offsets != null
                && (memory.chronicle().offsets() == null
                        || !offsets.id().equals(memory.chronicle().offsets().id()));
    }

    String connectorClass() {
        return config.getOrDefault("connector.class", "");
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ConnectorFiles;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Connector after validation.
 *
 * @param connectName name inside Kafka Connect
 * @param config complete, as it is sent: with name, connector.class and tasks.max
 * @param restartedAt value of the restart annotation, null without one
 * @param offsets declared change of offsets, null without one
 * @param deadLetterQueue where a sink puts records that it cannot handle, null without one
 * @param referenced what of the configuration comes from Secrets and ConfigMaps
 */
record DesiredConnector(
        ClusterId cluster,
        String connectName,
        SortedMap<String, String> config,
        TargetState state,
        RestartPolicy restartPolicy,
        @Nullable String restartedAt,
        @Nullable OffsetsChange offsets,
        @Nullable DeadLetterQueue deadLetterQueue,
        ReferencedValues referenced) {

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

    /** With references to the values in its configuration. */
    DesiredConnector with(ConnectorFiles files) {
        SortedMap<String, String> complete = new TreeMap<>(config);
        complete.putAll(files.references());
        return with(complete, new ReferencedValues(referenced.sources(), files, null));
    }

    /** Values are not known, so that the configuration cannot be sent. */
    DesiredConnector without(Verdict missing) {
        return with(config, new ReferencedValues(referenced.sources(), null, missing));
    }

    private DesiredConnector with(SortedMap<String, String> changed, ReferencedValues values) {
        return new DesiredConnector(
                cluster, connectName, changed, state, restartPolicy, restartedAt, offsets, deadLetterQueue, values);
    }

    String connectorClass() {
        return config.getOrDefault("connector.class", "");
    }
}

package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ValueFiles;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A Connector after validation.
 *
 * @param connectName name inside Kafka Connect
 * @param sent complete, as it is sent: with name, connector.class and tasks.max
 * @param restartedAt value of the restart annotation, null without one
 * @param offsets declared change of offsets, null without one
 * @param deadLetterQueue where a sink puts records that it cannot handle, null without one
 * @param referenced what of the configuration comes from Secrets and ConfigMaps
 */
public record DesiredConnector(
        ClusterId cluster,
        String connectName,
        ConnectorConfig sent,
        TargetState state,
        RestartPolicy restartPolicy,
        @Nullable String restartedAt,
        @Nullable OffsetsChange offsets,
        @Nullable DeadLetterQueue deadLetterQueue,
        ReferencedValues referenced) {

    public enum TargetState {
        Running,
        Paused,
        Stopped
    }

    /** With references to the values in its configuration. */
    public DesiredConnector with(ValueFiles files, List<String> advice) {
        return with(sent.with(files.references()), referenced.found(files, advice));
    }

    /** Values are not known, so that the configuration cannot be sent. */
    public DesiredConnector without(Verdict missing) {
        return with(sent, referenced.without(missing));
    }

    private DesiredConnector with(ConnectorConfig changed, ReferencedValues values) {
        return new DesiredConnector(
                cluster, connectName, changed, state, restartPolicy, restartedAt, offsets, deadLetterQueue, values);
    }

    public SortedMap<String, String> config() {
        return sent.properties();
    }

    public String connectorClass() {
        return config().getOrDefault("connector.class", "");
    }
}

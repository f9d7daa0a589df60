package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.ClusterId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Wanted connectors, with defaults for all that a test does not speak of. */
final class Desired {

    private Desired() {}

    static DesiredConnector connector(Map<String, String> config, TargetState state) {
        return connector(config, state, RestartPolicy.DEFAULT, null, null);
    }

    static DesiredConnector connector(
            Map<String, String> config,
            TargetState state,
            RestartPolicy policy,
            @Nullable String restartedAt,
            @Nullable OffsetsChange offsets) {
        return new DesiredConnector(
                new ClusterId("team", "payments"),
                "orders",
                new TreeMap<>(config),
                state,
                policy,
                restartedAt,
                offsets);
    }
}

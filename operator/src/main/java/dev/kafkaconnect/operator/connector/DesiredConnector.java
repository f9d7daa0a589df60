package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.observe.ClusterId;
import java.util.SortedMap;

/**
 * A Connector after validation.
 *
 * @param connectName name inside Kafka Connect
 * @param config complete, as it is sent: with name, connector.class and tasks.max
 */
record DesiredConnector(ClusterId cluster, String connectName, SortedMap<String, String> config, TargetState state) {

    enum TargetState {
        Running,
        Paused,
        Stopped
    }
}

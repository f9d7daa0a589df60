package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.operator.connect.ConnectorConfig;
import java.util.Map;
import java.util.TreeMap;

/**
 * A source with one task that writes nothing and stops within 0.1 s, for figures of many connectors. FileStreamSource takes up to a second
 * for each stop, during which its worker starts nothing else. How many stops there are is a matter of chance, with and without the operator.
 */
public final class IdleSource {
    private static final Map<String, String> CONFIG = Map.of("topic", "lines", "end", "0", "rest.ms", "100");

    private IdleSource() {}

    /** As a worker has it. */
    public static ConnectorConfig config(String name, Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(CONFIG);
        config.putAll(more);
        config.put("name", name);
        config.put("connector.class", "SequenceSource");
        return ConnectorConfig.of(config);
    }

    /** The spec of a Connector, as YAML to which fields can be added. */
    public static String spec(String cluster) {
        return """
                clusterRef: {name: %s}
                class: SequenceSource
                config: {topic: %s, end: %s, rest.ms: %s}
                """.formatted(cluster, CONFIG.get("topic"), CONFIG.get("end"), CONFIG.get("rest.ms"));
    }
}

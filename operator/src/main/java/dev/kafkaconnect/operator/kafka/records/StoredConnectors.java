package dev.kafkaconnect.operator.kafka.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that a config topic holds, from its records in their order (KafkaConfigBackingStore in Kafka Connect). Used by
 * {@link ConfigTopicReader}.
 */
public final class StoredConnectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTOR = "connector-";
    private static final String TARGET_STATE = "target-state-";

    private final Map<String, Map<String, String>> configs = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();

    /** @param value null for what was deleted */
    void add(String key, @Nullable String value) {
        if (key.startsWith(CONNECTOR)) {
            String name = key.substring(CONNECTOR.length());
            Map<String, String> properties = new TreeMap<>();
            parse(value)
                    .path("properties")
                    .fields()
                    .forEachRemaining(property -> properties.put(
                            property.getKey(), property.getValue().asText()));
            if (properties.isEmpty()) {
                configs.remove(name);
                states.remove(name);
            } else {
                configs.put(name, properties);
            }
        } else if (key.startsWith(TARGET_STATE)) {
            JsonNode state = parse(value);
            states.put(
                    key.substring(TARGET_STATE.length()),
                    state.path("state.v2").asText(state.path("state").asText("STARTED")));
        }
    }

    /** Configurations by name, without the connectors that are stopped. */
    public Map<String, Map<String, String>> notStopped() {
        Map<String, Map<String, String>> found = new TreeMap<>(configs);
        found.keySet().removeIf(name -> "STOPPED".equals(states.get(name)));
        return found;
    }

    private static JsonNode parse(@Nullable String value) {
        try {
            return value == null ? JSON.missingNode() : JSON.readTree(value);
        } catch (JsonProcessingException foreign) {
            return JSON.missingNode();
        }
    }
}

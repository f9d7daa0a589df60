package dev.kafkaconnect.operator.kafka.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the config topic says of a connector (KafkaConfigBackingStore in Kafka Connect). Used by those who read the topic
 * from its beginning and by those who follow its end.
 */
public sealed interface ConfigRecord {

    /** Its name in Connect. */
    String connector();

    /** @param properties as they are stored: with references, not with what these stand for */
    record Configured(String connector, Map<String, String> properties) implements ConfigRecord {}

    record Deleted(String connector) implements ConfigRecord {}

    /** @param state STARTED, PAUSED or STOPPED */
    record TargetState(String connector, String state) implements ConfigRecord {}

    /** The tasks of the connector from now on are those from 0 to one less than their number. */
    record TaskCount(String connector, int tasks) implements ConfigRecord {}

    /**
     * Empty for what the topic holds besides: configurations of tasks, keys of sessions, levels of loggers, requests to restart.
     *
     * @param value null for what was deleted
     */
    static Optional<ConfigRecord> parse(String key, @Nullable String value) {
        if (key.startsWith("connector-")) {
            return Optional.of(configured(key.substring("connector-".length()), Json.parse(value)));
        }
        if (key.startsWith("target-state-")) {
            return Optional.of(targetState(key.substring("target-state-".length()), Json.parse(value)));
        }
        return key.startsWith("commit-")
                ? Optional.of(new TaskCount(
                        key.substring("commit-".length()),
                        Json.parse(value).path("tasks").asInt(0)))
                : Optional.empty();
    }

    private static ConfigRecord configured(String connector, JsonNode value) {
        Map<String, String> properties = new TreeMap<>();
        value.path("properties")
                .fields()
                .forEachRemaining(property ->
                        properties.put(property.getKey(), property.getValue().asText()));
        return properties.isEmpty() ? new Deleted(connector) : new Configured(connector, properties);
    }

    /** Workers before Kafka 3.5 know no STOPPED, and read {@code state}, the later ones {@code state.v2}. */
    private static ConfigRecord targetState(String connector, JsonNode value) {
        return new TargetState(
                connector, value.path("state.v2").asText(value.path("state").asText("STARTED")));
    }

    /** Reads values; what is not JSON is as good as nothing. */
    final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}

        private static JsonNode parse(@Nullable String value) {
            try {
                return value == null ? MAPPER.missingNode() : MAPPER.readTree(value);
            } catch (JsonProcessingException foreign) {
                return MAPPER.missingNode();
            }
        }
    }
}

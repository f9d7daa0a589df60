package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaconnect.operator.importing.documents.Report;
import java.util.SortedMap;
import java.util.TreeMap;

/** Properties of workers and connectors, as other resources hold them; Kafka Connect knows only text. */
final class Properties {

    private Properties() {}

    static SortedMap<String, String> of(JsonNode config, String path, Report report) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (var entry : config.properties()) {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                properties.put(entry.getKey(), entry.getValue().asText());
            } else {
                report.warn(path + " " + entry.getKey(), "is no text, number or truth value and is left out");
            }
        }
        return properties;
    }

    /** Of lines such as {@code key=value}. */
    static SortedMap<String, String> ofLines(JsonNode lines, String path, Report report) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (JsonNode line : lines) {
            int equals = line.asText().indexOf('=');
            if (equals > 0) {
                properties.put(
                        line.asText().substring(0, equals).strip(),
                        line.asText().substring(equals + 1).strip());
            } else {
                report.warn(path, "the line \"%s\" is not key=value and is left out".formatted(line.asText()));
            }
        }
        return properties;
    }
}

package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task in the answer of {@code GET /connectors/{name}/tasks}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TaskInfo(Map<String, String> config) {

    TaskInfo(@Nullable Map<String, String> config) {
        this.config = config == null ? Map.of() : config;
    }
}

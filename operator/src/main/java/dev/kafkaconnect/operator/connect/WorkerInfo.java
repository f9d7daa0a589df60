package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Answer of {@code GET /}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkerInfo(
        @Nullable String version,
        @JsonProperty("kafka_cluster_id") @Nullable String kafkaClusterId) {

    boolean isIncomplete() {
        return version == null || kafkaClusterId == null;
    }
}

package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Answer of {@code GET /}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkerInfo(
        String version, @JsonProperty("kafka_cluster_id") String kafkaClusterId) {}

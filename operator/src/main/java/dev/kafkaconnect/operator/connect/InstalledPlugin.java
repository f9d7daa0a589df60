package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** One entry of the answer of {@code GET /connector-plugins}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstalledPlugin(
        @JsonProperty("class") String className,
        @Nullable String type,
        @Nullable String version) {}

package dev.kafkaconnect.operator.cluster.standalone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.operator.connect.InitialState;
import java.util.Optional;
import java.util.SortedMap;

/** One connector as a standalone worker reads it when it starts: the body of POST /connectors. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"name", "initial_state", "config"})
public record StartSetEntry(
        String name,
        SortedMap<String, String> config,
        @JsonProperty("initial_state") InitialState state) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String text() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("not representable as JSON", impossible);
        }
    }

    /** Empty for a text that the operator has not written. */
    static Optional<StartSetEntry> read(String text) {
        try {
            StartSetEntry read = JSON.readValue(text, StartSetEntry.class);
            return read == null || read.name() == null || read.config() == null || read.state() == null
                    ? Optional.empty()
                    : Optional.of(read);
        } catch (JsonProcessingException strange) {
            return Optional.empty();
        }
    }

    StartSetEntry in(InitialState other) {
        return new StartSetEntry(name, config, other);
    }
}

package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answer of {@code PUT /connector-plugins/{class}/config/validate}, without the definitions that it repeats each time. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Validation(@Nullable List<Entry> configs) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(@Nullable Value value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Value(@Nullable String name, @Nullable List<String> errors) {}

    Map<String, List<String>> errorsByKey() {
        Map<String, List<String>> errors = new TreeMap<>();
        for (Entry entry : configs == null ? List.<Entry>of() : configs) {
            Value value = entry.value();
            if (value != null
                    && value.name() != null
                    && value.errors() != null
                    && !value.errors().isEmpty()) {
                errors.put(value.name(), value.errors());
            }
        }
        return errors;
    }
}

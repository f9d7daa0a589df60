package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One connector in the answer of {@code GET /connectors?expand=status&expand=info}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectorListing(
        @Nullable Info info, @Nullable Status status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Info(
            @JsonDeserialize(contentUsing = SharedText.class) @Nullable
            Map<String, String> config,

            @Nullable List<TaskId> tasks) {}

    /** A task that the connector has, whether or not it has ever noted a state. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record TaskId(int task) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            @Nullable String type,
            @Nullable Part connector,
            @Nullable List<Part> tasks) {

        /** Tasks that have noted a state. */
        public Set<Integer> notedTasks() {
            return tasks == null ? Set.of() : tasks.stream().map(Part::id).collect(Collectors.toSet());
        }
    }

    /** The connector itself, or one of its tasks. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(
            int id,

            @JsonDeserialize(using = SharedText.class) @Nullable
            String state,

            @JsonDeserialize(using = SharedText.class) @JsonProperty("worker_id") @Nullable
            String workerId,

            @JsonDeserialize(using = SharedText.class) @Nullable
            String trace,

            @JsonDeserialize(using = SharedText.class) @Nullable
            String version) {}

    /** Of each that has them, by name. */
    public static Map<String, Status> statesOf(Map<String, ConnectorListing> listings) {
        Map<String, Status> states = new HashMap<>();
        listings.forEach((name, listing) -> {
            if (listing.status() != null) {
                states.put(name, listing.status());
            }
        });
        return states;
    }

    /** Tasks that have noted a state. */
    public Set<Integer> notedTasks() {
        return status == null ? Set.of() : status.notedTasks();
    }

    /** Tasks that the connector has and that have not noted a state yet: Connect leaves them out of the states. */
    public Stream<Integer> silentTasks() {
        List<TaskId> all = info == null ? null : info.tasks();
        Set<Integer> noted = notedTasks();
        return all == null ? Stream.of() : all.stream().map(TaskId::task).filter(id -> !noted.contains(id));
    }

    /**
     * Keeps equal texts of one answer once: thousands of connectors have the same classes, converters and workers, and fail for the
     * same reason.
     */
    static final class SharedText extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        SharedText() {
            super(String.class);
        }

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            Map<String, String> known = (Map<String, String>) context.getAttribute(SharedText.class);
            if (text == null || known == null) {
                return text;
            }
            String before = known.putIfAbsent(text, text);
            return before == null ? text : before;
        }
    }
}

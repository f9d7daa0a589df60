package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
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
            @Nullable Map<String, String> config, @Nullable List<TaskId> tasks) {}

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
            @Nullable String state,
            @JsonProperty("worker_id") @Nullable String workerId,
            @Nullable String trace,
            @Nullable String version) {}

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
}

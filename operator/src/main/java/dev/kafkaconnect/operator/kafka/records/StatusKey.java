package dev.kafkaconnect.operator.kafka.records;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose state a record of the status topic notes (KafkaStatusBackingStore in Kafka Connect).
 *
 * @param task null for the connector itself
 */
public record StatusKey(String connector, @Nullable Integer task) {
    private static final Pattern CONNECTOR = Pattern.compile("status-connector-(.+)", Pattern.DOTALL);
    private static final Pattern TASK = Pattern.compile("status-task-(.+)-(\\d{1,9})", Pattern.DOTALL);

    /** Empty for what the topic holds besides, such as the topics that a connector uses. */
    static Optional<StatusKey> parse(String key) {
        Matcher connector = CONNECTOR.matcher(key);
        if (connector.matches()) {
            return Optional.of(new StatusKey(connector.group(1), null));
        }
        Matcher task = TASK.matcher(key);
        return task.matches()
                ? Optional.of(new StatusKey(task.group(1), Integer.valueOf(task.group(2))))
                : Optional.empty();
    }
}

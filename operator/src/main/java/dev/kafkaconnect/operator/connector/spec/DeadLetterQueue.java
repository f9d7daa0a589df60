package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a sink puts records that it cannot handle. Made by {@link ConnectorParser}; its topic is seen to by
 * {@code DeadLetterCheck} before the configuration is sent.
 */
public record DeadLetterQueue(TopicSpec topic, boolean toleratesAll, boolean contextHeaders) {
    private static final int DEFAULT_PARTITIONS = 1;
    private static final int DEFAULT_REPLICATION_FACTOR = 3;

    private static final String TOPIC = "errors.deadletterqueue.topic.name";
    private static final String REPLICATION_FACTOR = "errors.deadletterqueue.topic.replication.factor";
    private static final String CONTEXT_HEADERS = "errors.deadletterqueue.context.headers.enable";
    private static final String TOLERANCE = "errors.tolerance";

    /** Properties that have a field of their own. */
    private static final Map<String, String> FIELDS = new TreeMap<>(Map.of(
            TOPIC, "topic",
            REPLICATION_FACTOR, "replicationFactor",
            CONTEXT_HEADERS, "contextHeaders",
            TOLERANCE, "tolerance"));

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    static @Nullable DeadLetterQueue of(
            dev.kafkaconnect.api.connectorspec.@Nullable DeadLetterQueue block, ClusterId cluster, String connectName) {
        if (block == null) {
            return null;
        }
        return new DeadLetterQueue(
                new TopicSpec(
                        "dead letter",
                        Optional.ofNullable(block.getTopic()).orElse(defaultTopic(cluster, connectName)),
                        Objects.requireNonNullElse(block.getPartitions(), DEFAULT_PARTITIONS),
                        Objects.requireNonNullElse(block.getReplicationFactor(), DEFAULT_REPLICATION_FACTOR)),
                !"None".equals(block.getTolerance()),
                !Boolean.FALSE.equals(block.getContextHeaders()));
    }

    /** Begins as the internal topics of the cluster do by default, so that one right on that prefix covers it. */
    private static String defaultTopic(ClusterId cluster, String connectName) {
        return "%s.%s-%s-dlq".formatted(cluster.namespace(), cluster.name(), connectName);
    }

    /**
     * What is wrong with it, each in a sentence; empty if nothing is.
     *
     * @param written keys that the user wrote under spec.config
     */
    List<String> problems(Set<String> written) {
        List<String> problems = new ArrayList<>(FIELDS.entrySet().stream()
                .filter(field -> written.contains(field.getKey()))
                .map(field -> "spec.config key \"%s\" is set by the field spec.deadLetterQueue.%s"
                        .formatted(field.getKey(), field.getValue()))
                .toList());
        if (!LEGAL.matcher(topic.name()).matches()) {
            problems.add(
                    "spec.deadLetterQueue.topic is required: %s, which is derived from the connector's name, is not a valid topic name"
                            .formatted(topic.name()));
        }
        return problems;
    }

    SortedMap<String, String> properties() {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put(TOPIC, topic.name());
        properties.put(REPLICATION_FACTOR, String.valueOf(topic.replicationFactor()));
        properties.put(CONTEXT_HEADERS, String.valueOf(contextHeaders));
        properties.put(TOLERANCE, toleratesAll ? "all" : "none");
        return properties;
    }
}

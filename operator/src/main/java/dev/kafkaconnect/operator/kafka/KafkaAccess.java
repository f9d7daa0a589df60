package dev.kafkaconnect.operator.kafka;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the operator reaches the Kafka of one cluster, and what it may do there.
 *
 * @param client properties of a Kafka client: bootstrap.servers and whatever security needs
 * @param createTopics whether topics that are missing may be created
 * @param statusTopic in which the workers note the states of connectors and tasks; a standalone worker has none
 * @param groupId of the workers; a standalone worker is in none
 */
public record KafkaAccess(
        Map<String, Object> client,
        boolean createTopics,
        @Nullable String statusTopic,
        @Nullable String groupId) {}

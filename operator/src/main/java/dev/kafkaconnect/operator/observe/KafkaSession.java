package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import java.util.function.Supplier;

/**
 * What is known of the Kafka of a cluster. Part of {@link ClusterSession}.
 *
 * @param access how operator and workers reach it now
 * @param topicIndex what the workers note of states
 */
record KafkaSession(KafkaObserver observer, Supplier<KafkaAccess> access, StatusTopicIndex topicIndex) {}

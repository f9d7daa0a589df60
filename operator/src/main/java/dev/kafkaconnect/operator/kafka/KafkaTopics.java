package dev.kafkaconnect.operator.kafka;

import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What looking after connectors needs of Kafka, for one cluster. Every call ends within a bounded time. Called by
 * {@code observe} in the background, and by the pass of a connector that is about to get a dead letter queue.
 */
public interface KafkaTopics extends AutoCloseable {

    /** Number of partitions by topic; topics that do not exist are left out. */
    Map<String, Integer> partitions(Set<String> topics) throws KafkaFault;

    /** How many records the topic holds, from begin to end; 0 if it does not exist. */
    long records(String topic) throws KafkaFault;

    /** Creates the topic where it is missing and may be created; verifies it otherwise. Never changes or deletes one. */
    TopicsReport ensureDeadLetters(TopicSpec topic);

    /** The group of the workers; empty where there is none. */
    Optional<WorkerGroup> group() throws KafkaFault;

    /**
     * Deletes and stops connectors without a worker, by what a worker would write to the config topic. Workers that are there
     * follow it like a request of their own.
     */
    void endConnectors(Set<String> deleted, Set<String> stopped) throws KafkaFault;

    /** Configurations of the connectors in the config topic, by name, without those that are stopped: what workers would start. */
    Map<String, Map<String, String>> startingConnectors() throws KafkaFault;

    /**
     * Has the listeners told of every record in the status topic and in the config topic, from soon on, until this is closed. Called
     * once.
     */
    void follow(StatusListener states, ConfigListener configs);

    @Override
    void close();
}

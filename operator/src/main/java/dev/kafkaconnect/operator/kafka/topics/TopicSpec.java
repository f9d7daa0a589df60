package dev.kafkaconnect.operator.kafka.topics;

/**
 * An internal topic as it must be. Compacted always: the workers refuse to start otherwise.
 *
 * @param purpose what it is called in messages: config, offsets or status
 */
public record TopicSpec(String purpose, String name, int partitions, int replicationFactor) {}

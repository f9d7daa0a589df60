package dev.kafkaconnect.operator.kafka;

/** A topic as it is. */
public record FoundTopic(String name, int partitions, int replicationFactor, String cleanupPolicy) {}

package dev.kafkaconnect.operator.kafka;

import java.util.Optional;

/**
 * A topic as it is.
 *
 * @param minInsyncReplicas copies that must have a record before Kafka takes it, wherever the value comes from
 */
public record FoundTopic(
        String name, int partitions, int replicationFactor, String cleanupPolicy, int minInsyncReplicas) {

    /** What is allowed and still worth knowing; empty if nothing is. */
    public Optional<String> remark() {
        if (replicationFactor > 1 && minInsyncReplicas == replicationFactor) {
            return Optional.of(
                    "%s has min.insync.replicas %d of %d copies: while one broker is down the workers cannot write to it"
                            .formatted(name, minInsyncReplicas, replicationFactor));
        }
        if (replicationFactor > 2 && minInsyncReplicas < 2) {
            return Optional.of("%s has min.insync.replicas %d: what only one broker has can be lost with it; 2 is safer"
                    .formatted(name, minInsyncReplicas));
        }
        return Optional.empty();
    }
}

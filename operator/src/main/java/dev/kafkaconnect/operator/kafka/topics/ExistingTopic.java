package dev.kafkaconnect.operator.kafka.topics;

import org.jspecify.annotations.Nullable;

/**
 * A topic as it is.
 *
 * @param replicationFactor copies of the partition that has the fewest
 * @param reassigned whether copies are being moved or added, so that their number is not final
 * @param cleanupPolicy null when Kafka does not report
 * @param minInsyncReplicas copies that must have a record before Kafka takes it, wherever the value comes from; null when
 *     Kafka does not report
 */
public record ExistingTopic(
        String name,
        int partitions,
        int replicationFactor,
        boolean reassigned,
        @Nullable String cleanupPolicy,
        @Nullable Integer minInsyncReplicas) {

    /** One whose copies stay where they are. */
    public ExistingTopic(
            String name,
            int partitions,
            int replicationFactor,
            @Nullable String cleanupPolicy,
            @Nullable Integer minInsyncReplicas) {
        this(name, partitions, replicationFactor, false, cleanupPolicy, minInsyncReplicas);
    }
}

package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.util.ArrayList;
import java.util.List;

/** Compares the topic of a dead letter queue as found with what is wanted. Pure; the effects are in {@code AdminTopics}. */
public final class DeadLetterRules {

    private DeadLetterRules() {}

    public static TopicsReport report(TopicSpec wanted, ExistingTopic found) {
        List<String> differences = new ArrayList<>();
        if (found.partitions() != wanted.partitions()) {
            differences.add("%d partitions (wanted %d)".formatted(found.partitions(), wanted.partitions()));
        }
        if (found.replicationFactor() < wanted.replicationFactor() && !found.reassigned()) {
            differences.add("replication factor %d (wanted %d)"
                    .formatted(found.replicationFactor(), wanted.replicationFactor()));
        }
        // Compaction keeps one record of a key, and refuses those without.
        if (found.cleanupPolicy() != null && found.cleanupPolicy().contains("compact")) {
            differences.add("cleanup.policy \"%s\" (wanted \"delete\")".formatted(found.cleanupPolicy()));
        }
        return differences.isEmpty()
                ? new TopicsReport.Verified("", List.of(found))
                : new TopicsReport.Refused(
                        Problem.Mismatch,
                        "the dead letter topic %s has %s; change the topic, or correct spec.deadLetterQueue"
                                .formatted(found.name(), String.join(", ", differences)),
                        List.of(found));
    }

    public static String missing(TopicSpec wanted) {
        return "the dead letter topic %s is missing, and the ConnectCluster says spec.topics.management: Verify; create it with %d partition%s and replication factor %d"
                .formatted(
                        wanted.name(),
                        wanted.partitions(),
                        wanted.partitions() == 1 ? "" : "s",
                        wanted.replicationFactor());
    }

    public static String tooFewBrokers(TopicSpec wanted) {
        return "the dead letter topic %s needs %d replicas, and Kafka has fewer brokers; add brokers or lower spec.deadLetterQueue.replicationFactor"
                .formatted(wanted.name(), wanted.replicationFactor());
    }
}

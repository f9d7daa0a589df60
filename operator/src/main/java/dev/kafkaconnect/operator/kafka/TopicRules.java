package dev.kafkaconnect.operator.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares topics as found with topics as wanted. Pure; the effects are in {@link InternalTopics}. */
final class TopicRules {

    private TopicRules() {}

    /** What is wrong with the topic, found and wanted side by side; empty if nothing is. */
    static Optional<String> mismatch(WantedTopic wanted, FoundTopic found) {
        List<String> differences = new ArrayList<>();
        if (found.partitions() != wanted.partitions()) {
            differences.add("%d partitions (wanted %d)".formatted(found.partitions(), wanted.partitions()));
        }
        if (found.replicationFactor() != wanted.replicationFactor()) {
            differences.add("replication factor %d (wanted %d)"
                    .formatted(found.replicationFactor(), wanted.replicationFactor()));
        }
        if (!found.cleanupPolicy().equals("compact")) {
            differences.add("cleanup.policy \"%s\" (wanted \"compact\")".formatted(found.cleanupPolicy()));
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the %s topic %s has %s; change the topic, or name another one under spec.topics.%s of a new ConnectCluster"
                                .formatted(
                                        wanted.purpose(),
                                        found.name(),
                                        String.join(", ", differences),
                                        wanted.purpose()));
    }

    static Optional<String> tooFewBrokers(List<WantedTopic> wanted, int brokers) {
        return wanted.stream()
                .filter(topic -> topic.replicationFactor() > brokers)
                .map(topic ->
                        "the %s topic needs %d copies, but Kafka has %d broker%s; add brokers or set spec.topics.%s.replicationFactor"
                                .formatted(
                                        topic.purpose(),
                                        topic.replicationFactor(),
                                        brokers,
                                        brokers == 1 ? "" : "s",
                                        topic.purpose()))
                .findFirst();
    }
}

package dev.kafkaconnect.operator.kafka.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares topics as found with topics as wanted. Pure; the effects are in {@link InternalTopics}. */
final class TopicRules {

    private TopicRules() {}

    /** What is wrong with those of the topics that exist, all of it at once; empty if nothing is. */
    static Optional<String> mismatch(List<TopicSpec> wanted, List<ExistingTopic> found) {
        List<String> wrong = new ArrayList<>();
        for (TopicSpec topic : wanted) {
            found.stream()
                    .filter(is -> is.name().equals(topic.name()))
                    .findFirst()
                    .flatMap(is -> mismatch(topic, is))
                    .ifPresent(wrong::add);
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    /** What is wrong with the topic, found and wanted side by side; empty if nothing is. */
    static Optional<String> mismatch(TopicSpec wanted, ExistingTopic found) {
        List<String> differences = new ArrayList<>();
        List<String> remedies = new ArrayList<>();
        if (found.partitions() != wanted.partitions()) {
            differences.add("%d partitions (wanted %d)".formatted(found.partitions(), wanted.partitions()));
        }
        if (found.replicationFactor() < wanted.replicationFactor() && !found.reassigned()) {
            differences.add("replication factor %d (wanted %d)"
                    .formatted(found.replicationFactor(), wanted.replicationFactor()));
            remedies.add("set spec.topics.%s.replicationFactor to %d if that many replicas are intended"
                    .formatted(wanted.purpose(), found.replicationFactor()));
        }
        if (found.cleanupPolicy() != null && !found.cleanupPolicy().equals("compact")) {
            differences.add("cleanup.policy \"%s\" (wanted \"compact\")".formatted(found.cleanupPolicy()));
            remedies.add(
                    "if Kafka created the topic automatically (auto.create.topics.enable) and it is empty, delete it");
        }
        if (found.minInsyncReplicas() != null && found.minInsyncReplicas() > found.replicationFactor()) {
            differences.add("min.insync.replicas %d (at most %d, the number of its replicas)"
                    .formatted(found.minInsyncReplicas(), found.replicationFactor()));
        }
        remedies.add("change the topic, or name another one under spec.topics.%s of a new ConnectCluster"
                .formatted(wanted.purpose()));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("the %s topic %s has %s; %s"
                        .formatted(
                                wanted.purpose(),
                                found.name(),
                                String.join(", ", differences),
                                String.join("; or ", remedies)));
    }

    static Optional<String> tooFewBrokers(List<TopicSpec> wanted, int brokers) {
        return wanted.stream()
                .filter(topic -> topic.replicationFactor() > brokers)
                .map(topic ->
                        "the %s topic needs %d replicas, but Kafka has %d broker%s; add brokers or set spec.topics.%s.replicationFactor"
                                .formatted(
                                        topic.purpose(),
                                        topic.replicationFactor(),
                                        brokers,
                                        brokers == 1 ? "" : "s",
                                        topic.purpose()))
                .findFirst();
    }

    /** One broker may be down without the workers' writes being refused, and none that was taken is lost with one. */
    static int minInsyncReplicas(TopicSpec topic) {
        return topic.replicationFactor() > 2 ? 2 : 1;
    }
}

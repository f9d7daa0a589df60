package dev.kafkaconnect.operator.kafka.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is allowed about the internal topics and still worth knowing. Pure; called by {@link InternalTopics}. */
final class TopicRemarks {

    private TopicRemarks() {}

    static List<String> of(List<TopicSpec> wanted, List<ExistingTopic> found) {
        List<String> remarks = new ArrayList<>();
        for (TopicSpec topic : wanted) {
            found.stream().filter(is -> is.name().equals(topic.name())).forEach(is -> {
                copies(topic, is).ifPresent(remarks::add);
                minInsyncReplicas(is).ifPresent(remarks::add);
                if (is.cleanupPolicy() == null) {
                    remarks.add(
                            "%s: Kafka does not report cleanup.policy, which must be \"compact\"".formatted(is.name()));
                }
            });
        }
        return remarks;
    }

    private static Optional<String> copies(TopicSpec wanted, ExistingTopic found) {
        if (found.reassigned()) {
            return Optional.of(
                    "%s is being reassigned; its replicas are checked when that has completed".formatted(found.name()));
        }
        return found.replicationFactor() > wanted.replicationFactor()
                ? Optional.of("%s has replication factor %d, more than spec.topics.%s.replicationFactor: %d"
                        .formatted(
                                found.name(), found.replicationFactor(), wanted.purpose(), wanted.replicationFactor()))
                : Optional.empty();
    }

    static Optional<String> minInsyncReplicas(ExistingTopic found) {
        Integer inSync = found.minInsyncReplicas();
        int copies = found.replicationFactor();
        if (inSync == null) {
            return Optional.of("%s: Kafka does not report min.insync.replicas".formatted(found.name()));
        }
        if (copies > 1 && inSync == copies) {
            return Optional.of(
                    "%s has min.insync.replicas %d of %d replicas: while one broker is down, the workers cannot write to it"
                            .formatted(found.name(), inSync, copies));
        }
        if (copies > 2 && inSync < 2) {
            return Optional.of(
                    "%s has min.insync.replicas %d: a record that only one broker has can be lost with that broker; 2 is safer"
                            .formatted(found.name(), inSync));
        }
        return Optional.empty();
    }
}

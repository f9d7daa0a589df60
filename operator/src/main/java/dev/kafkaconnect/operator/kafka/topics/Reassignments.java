package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Which topics have copies that are being moved or added. Called by {@link TopicReader}; changes nothing. */
final class Reassignments {

    private Reassignments() {}

    /** Names of topics; none of whom Kafka does not report, for which a further right is needed. */
    static Set<String> of(Admin admin, Collection<TopicDescription> topics) throws InterruptedException {
        Set<TopicPartition> partitions =
                topics.stream().flatMap(Reassignments::partitions).collect(Collectors.toSet());
        if (partitions.isEmpty()) {
            return Set.of();
        }
        try {
            return KafkaRequest.answer(
                            "Describe on the cluster",
                            admin.listPartitionReassignments(partitions).reassignments())
                    .keySet()
                    .stream()
                    .map(TopicPartition::topic)
                    .collect(Collectors.toSet());
        } catch (KafkaRequest.Failed untold) {
            return Set.of();
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return IntStream.range(0, topic.partitions().size()).mapToObj(n -> new TopicPartition(topic.name(), n));
    }
}

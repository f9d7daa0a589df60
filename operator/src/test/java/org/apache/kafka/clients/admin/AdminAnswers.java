package org.apache.kafka.clients.admin;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Makes answers whose constructors only the client itself may use. */
public final class AdminAnswers {

    private AdminAnswers() {}

    public static DescribeClusterResult cluster(String id, Collection<Node> nodes) {
        return new DescribeClusterResult(
                KafkaFuture.completedFuture(nodes),
                KafkaFuture.completedFuture(nodes.iterator().next()),
                KafkaFuture.completedFuture(id),
                KafkaFuture.completedFuture(Set.of()));
    }

    public static DescribeTopicsResult topics(Map<String, KafkaFuture<TopicDescription>> answers) {
        return new DescribeTopicsResult(null, answers);
    }

    public static DescribeConfigsResult configs(Map<ConfigResource, KafkaFuture<Config>> answers) {
        return new DescribeConfigsResult(answers);
    }

    public static CreateTopicsResult created(
            Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> answers) {
        return new CreateTopicsResult(answers);
    }

    public static ListPartitionReassignmentsResult reassignments(
            KafkaFuture<Map<TopicPartition, PartitionReassignment>> answer) {
        return new ListPartitionReassignmentsResult(answer);
    }
}

package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.TopicsManagement;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import java.util.List;

/**
 * What the workers of a ConnectCluster share on Kafka. Part of {@link ClusterPlan}.
 *
 * @param groupId of no meaning to a standalone worker
 * @param topics config, offsets and status, in that order; a standalone worker has none
 */
public record GroupPlan(String groupId, List<TopicSpec> topics, TopicsManagement topicsManagement) {}

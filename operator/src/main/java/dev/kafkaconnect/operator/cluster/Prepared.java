package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.status.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is there for the workers. Made by {@link Prerequisites}.
 *
 * @param topics null when the topics were not looked at
 * @param rest the certificates of the workers' REST API
 * @param obstacle why the workers may not be changed, null when they may
 */
record Prepared(
        Resolved.Planned known,
        @Nullable TopicsReport topics,
        RestCertificates.State rest,
        @Nullable Verdict obstacle) {

    ClusterPlan plan() {
        return known.plan();
    }

    Prepared withObstacle(@Nullable Verdict other) {
        return new Prepared(known, topics, rest, other);
    }
}

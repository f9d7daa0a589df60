package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the status of a ConnectCluster remembers of earlier looks at its internal topics. Read by the pass, which protects what is
 * in topics that were verified once.
 *
 * @param verified whether all of them were there once, as they must be
 * @param kafkaClusterId of the Kafka that was looked at last, null while unknown
 */
public record VerifiedBefore(boolean verified, @Nullable String kafkaClusterId) {

    public static VerifiedBefore of(ConnectCluster cluster) {
        ConnectClusterStatus status = cluster.getStatus();
        return status == null
                ? new VerifiedBefore(false, null)
                : new VerifiedBefore(
                        status.getTopics() != null && !status.getTopics().isEmpty(), status.getKafkaClusterId());
    }
}

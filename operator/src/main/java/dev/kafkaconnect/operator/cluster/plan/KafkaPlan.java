package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;

/**
 * How the Kafka of a ConnectCluster is reached. Part of {@link ClusterPlan}.
 *
 * @param secrets those that security refers to; empty until they were read
 */
public record KafkaPlan(String bootstrapServers, KafkaSecurity security, ResolvedSecrets secrets) {

    KafkaPlan withSecrets(ResolvedSecrets read) {
        return new KafkaPlan(bootstrapServers, security, read);
    }
}

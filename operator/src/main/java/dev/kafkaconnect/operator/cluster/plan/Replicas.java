package dev.kafkaconnect.operator.cluster.plan;

/**
 * How many workers there are to be. Part of {@link ClusterPlan}.
 *
 * @param written the number that is written for it, another one where a policy changes it
 */
public record Replicas(int wanted, int written) {}

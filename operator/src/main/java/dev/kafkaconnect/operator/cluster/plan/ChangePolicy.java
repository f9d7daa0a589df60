package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.RolloutSettings;

/**
 * How the operator changes what is there. Part of {@link ClusterPlan}.
 *
 * @param deleteUnmanaged whether connectors that no Connector describes are deleted
 */
public record ChangePolicy(RolloutSettings rollout, boolean deleteUnmanaged) {}

package dev.kafkaconnect.operator.kafka.client;

import java.util.Set;

/**
 * What Kafka says of the group of a cluster's workers.
 *
 * @param members by the ids that Kafka gives them: a worker that comes back is another member
 * @param settled whether no rebalance is under way, so that all know who leads them
 */
public record WorkerGroup(Set<String> members, boolean settled) {}

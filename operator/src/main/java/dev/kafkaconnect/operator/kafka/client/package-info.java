/**
 * Connections of the operator to Kafka, and what a failed request means for it. Called by the other packages of {@code kafka}; a
 * plan of a ConnectCluster says which Kafka it is. Must not know what is asked for.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka.client;

import org.jspecify.annotations.NullMarked;

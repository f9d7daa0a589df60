/**
 * The internal topics of Kafka Connect and the group of its workers: create, verify, refuse; dead letter queues likewise. Called by
 * {@code cluster} before the first worker starts, and by {@code kafka}. Never changes or deletes a topic. Must not know who asks.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka.topics;

import org.jspecify.annotations.NullMarked;

/**
 * Records in the config topic and the status topic of Kafka Connect. Called by {@code kafka}. Must not know what the operator
 * concludes from them.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka.records;

import org.jspecify.annotations.NullMarked;

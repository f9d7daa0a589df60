/**
 * The operator's own dealings with Kafka: internal topics. Called by {@code cluster}. Knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka;

import org.jspecify.annotations.NullMarked;

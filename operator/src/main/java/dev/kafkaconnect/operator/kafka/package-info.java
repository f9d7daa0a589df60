/**
 * The operator's own dealings with Kafka: internal topics, called by {@code cluster}, and what looking after connectors needs
 * to know, called through {@code observe}. Knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka;

import org.jspecify.annotations.NullMarked;

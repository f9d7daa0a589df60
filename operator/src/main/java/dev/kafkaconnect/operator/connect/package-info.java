/**
 * The Kafka Connect REST API: client, faults, answers. Called by {@code observe} and {@code connector}. Knows no
 * Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.connect;

import org.jspecify.annotations.NullMarked;

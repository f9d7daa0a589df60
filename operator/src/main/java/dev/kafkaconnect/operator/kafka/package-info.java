/**
 * What the operator asks Kafka about connectors and their topics. Called through {@code observe}; the packages below it hold the
 * connections, the topics, the records and the security. Knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka;

import org.jspecify.annotations.NullMarked;

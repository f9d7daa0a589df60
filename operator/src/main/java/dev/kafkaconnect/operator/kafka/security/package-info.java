/**
 * Security of the connections to Kafka: client properties, credentials as files, classes that a login may load. Called by
 * {@code cluster.validation} and {@code cluster.resources}. Must not know Kubernetes. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.kafka.security;

import org.jspecify.annotations.NullMarked;

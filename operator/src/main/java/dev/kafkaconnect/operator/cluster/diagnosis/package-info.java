/**
 * Why workers do not start, or would not: asks Kubernetes for pods' events, logs and what they refer to. Called by {@code cluster}.
 * Must not know what follows from the answer.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.diagnosis;

import org.jspecify.annotations.NullMarked;

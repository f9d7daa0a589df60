/**
 * What a pass reads and opens: Secrets, certificates, pods, topics, and sessions with the workers. Called by {@code cluster} and
 * {@code connectors}. Must not know what is decided from it.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.access;

import org.jspecify.annotations.NullMarked;

/**
 * Writes the objects of a ConnectCluster, and only its own. Called by {@code cluster} and {@code connectors}. Must not know what the
 * objects mean.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.children;

import org.jspecify.annotations.NullMarked;

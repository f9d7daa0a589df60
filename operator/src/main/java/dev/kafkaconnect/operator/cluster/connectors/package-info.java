/**
 * What a ConnectCluster does for its connectors as a whole: deletions that are owed, unmanaged connectors, the start set
 * of a standalone worker, levels of loggers. Called by {@code cluster}. Must not know single Connectors beyond what {@code observe}
 * says of them.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.connectors;

import org.jspecify.annotations.NullMarked;

/**
 * The status of a ConnectCluster, made from the findings of a pass. Called by {@code cluster} at the end of a pass. Must not know
 * how the findings were obtained. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.report;

import org.jspecify.annotations.NullMarked;

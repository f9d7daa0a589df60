/**
 * ConnectCluster: one pass reads, decides, acts and reports. Called by the framework. This package and {@code access},
 * {@code children}, {@code connectors}, {@code diagnosis} have effects; the other packages below it decide and send nothing.
 * Knows nothing of Connectors beyond what {@code observe} says of them.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster;

import org.jspecify.annotations.NullMarked;

/**
 * ConnectCluster: resolve, validate, plan, apply, status. Called by the framework. Knows nothing of Connectors beyond what
 * {@code observe} says of them.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster;

import org.jspecify.annotations.NullMarked;

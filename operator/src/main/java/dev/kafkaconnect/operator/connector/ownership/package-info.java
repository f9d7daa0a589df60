/**
 * Which Connectors may speak for a connector: consent of the cluster, duplicates, who describes what. Called by
 * {@code connector}, and by {@code observe} through an interface. Must not know what is done about it; reads caches, sends
 * nothing.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.ownership;

import org.jspecify.annotations.NullMarked;

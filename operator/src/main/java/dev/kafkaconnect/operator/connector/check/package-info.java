/**
 * Asks the workers about a configuration: ahead of every change, and before a Connector is stored. Called by {@code connector} and, through
 * it, by the webhook; changes nothing.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.check;

import org.jspecify.annotations.NullMarked;

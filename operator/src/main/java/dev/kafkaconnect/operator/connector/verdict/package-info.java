/**
 * Whether a connector does what it should, when to look again, and the status that says so. Called by {@code connector} at
 * the end of a pass. Must not know what carried out the steps. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.verdict;

import org.jspecify.annotations.NullMarked;

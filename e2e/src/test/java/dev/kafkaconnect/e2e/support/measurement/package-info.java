/**
 * What tests that measure share: an operator in a process of its own with meters before its workers, what it and they cost, a plain
 * client beside it, and connectors in bulk. Called by tests with the tag {@code figure}; does not know which figures they make of it.
 */
package dev.kafkaconnect.e2e.support.measurement;

/**
 * What the workers' refusals and failures mean, in words that say what to change. Called by {@code connector} and
 * {@code connector.verdict}. Must not know how the workers were asked. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.refusal;

import org.jspecify.annotations.NullMarked;

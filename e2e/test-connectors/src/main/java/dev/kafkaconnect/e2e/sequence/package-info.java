/**
 * Connectors for the tests: a source of numbered records and a sink that gives a receipt for each. Both fail, hang or slow
 * down on demand. What they moved is judged by {@link dev.kafkaconnect.e2e.sequence.Sequences}, from the records alone.
 */
@NullMarked
package dev.kafkaconnect.e2e.sequence;

import org.jspecify.annotations.NullMarked;

/**
 * Text that people write or read: {@code config} blocks, durations, names where few characters are allowed, sentences of
 * limited length. Called by {@code cluster}, {@code connector} and others. Pure, and knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.text;

import org.jspecify.annotations.NullMarked;

/**
 * What the last poll of the workers said of connectors and tasks, checked against the workers that live. Called by {@code observe},
 * {@code cluster} and {@code connector}. Must not know how it was obtained. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.observe.view;

import org.jspecify.annotations.NullMarked;

/**
 * Verdicts, reasons and conditions; the only place that writes a status. Called by {@code cluster} and {@code connector}.
 */
@NullMarked
package dev.kafkaconnect.operator.status;

import org.jspecify.annotations.NullMarked;

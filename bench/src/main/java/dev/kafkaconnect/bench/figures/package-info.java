/**
 * From the figures of a run to a table, a plot, a page of the documentation and a line of the history. Called by {@code ReportMain}.
 * Pure, except for the files that {@code Results} and {@code History} read and write. Does not know how anything is measured.
 */
@NullMarked
package dev.kafkaconnect.bench.figures;

import org.jspecify.annotations.NullMarked;

/**
 * From the results of JMH to a table, and to the benchmarks that allocate more than {@code bench/allocations.json} says. Called by
 * {@code BenchMain}. Pure, except that it reads and writes that file.
 */
@NullMarked
package dev.kafkaconnect.bench.report;

import org.jspecify.annotations.NullMarked;

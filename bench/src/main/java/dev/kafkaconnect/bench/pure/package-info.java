/**
 * The benchmarks, one class for each input that grows: its {@code @Param} is the size, and there is just one. Called by JMH. Each
 * returns what it has computed, and fails in its setup if the input is not the case that it is meant to measure.
 */
@NullMarked
package dev.kafkaconnect.bench.pure;

import org.jspecify.annotations.NullMarked;

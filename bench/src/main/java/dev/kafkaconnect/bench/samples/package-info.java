/** Makes inputs of any size for the benchmarks. Must not know what is measured. */
@NullMarked
package dev.kafkaconnect.bench.samples;

import org.jspecify.annotations.NullMarked;

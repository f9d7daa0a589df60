/**
 * Measures the operator's pure functions: how long each takes and how many bytes it allocates. {@code BenchMain} is started by
 * {@code deploy/local/bench}. Nothing here is part of an image.
 */
@NullMarked
package dev.kafkaconnect.bench;

import org.jspecify.annotations.NullMarked;

/**
 * What Prometheus is told about the operator. Gauges of resources are read from their status in the informers' caches while
 * they are written, so that they say what kubectl says and need no memory; what has a duration is counted where it happens.
 * Called by the wiring of the operator. Decides nothing, and nobody else knows it.
 */
@NullMarked
package dev.kafkaconnect.operator.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * What makes the operator a well-behaved process below its framework: probes, leader election, a clock without steps back,
 * wake-ups from outside the API server. Called by the operator's wiring and the reconcilers. Knows neither clusters nor
 * connectors.
 */
@NullMarked
package dev.kafkaconnect.operator.runtime;

import org.jspecify.annotations.NullMarked;

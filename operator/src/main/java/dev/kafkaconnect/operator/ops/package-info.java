/**
 * What makes it a well-behaved process: probes, leader election, reading of resources, wake-ups. Knows neither clusters nor
 * connectors.
 */
@NullMarked
package dev.kafkaconnect.operator.ops;

import org.jspecify.annotations.NullMarked;

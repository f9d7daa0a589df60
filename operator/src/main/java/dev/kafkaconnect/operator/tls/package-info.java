/**
 * Certificates of the workers' REST API: makes them, reads those of a user, and decides when which one takes the place of
 * another. Pure: reads no clock and sends nothing. Called by {@code cluster}; must not know Kubernetes.
 */
@NullMarked
package dev.kafkaconnect.operator.tls;

import org.jspecify.annotations.NullMarked;

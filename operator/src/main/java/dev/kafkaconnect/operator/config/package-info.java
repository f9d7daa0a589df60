/**
 * Reads {@code config} blocks as text. Called by {@code cluster} and {@code connector}. Knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.config;

import org.jspecify.annotations.NullMarked;

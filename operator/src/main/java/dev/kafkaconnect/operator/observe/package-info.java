/**
 * Looks at what runs on the workers and tells whom it concerns. The only meeting point of {@code cluster}, which opens and
 * closes sessions, and {@code connector}, which uses them. Knows no Kubernetes type.
 */
@NullMarked
package dev.kafkaconnect.operator.observe;

import org.jspecify.annotations.NullMarked;

/**
 * Secrets and ConfigMaps that users' resources refer to: reads them when asked, and tells when they change. Called by {@code
 * cluster} and {@code connector}, which know what refers to what; must not know either.
 */
@NullMarked
package dev.kafkaconnect.operator.references;

import org.jspecify.annotations.NullMarked;

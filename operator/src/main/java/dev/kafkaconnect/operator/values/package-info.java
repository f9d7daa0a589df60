/**
 * How values from Secrets and ConfigMaps reach the workers without being seen on the way: as files in one Secret for each
 * cluster, which its workers mount and resolve references from; and how they are kept out of texts. Called by {@code connector},
 * which knows what the values are; {@code cluster} makes the Secret, mounts it and has lines of logs redacted. Must not know either.
 */
@NullMarked
package dev.kafkaconnect.operator.values;

import org.jspecify.annotations.NullMarked;

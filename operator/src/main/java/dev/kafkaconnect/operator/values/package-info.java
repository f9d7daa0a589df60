/**
 * How values from Secrets and ConfigMaps reach the workers without being seen on the way: as files in a few Secrets for each
 * cluster, which its workers mount and resolve references from; and how they are kept out of texts. Called by {@code connector},
 * which knows what the values are; {@code cluster} makes the first Secret, mounts all of them and has lines of logs redacted. Must
 * not know either.
 */
@NullMarked
package dev.kafkaconnect.operator.values;

import org.jspecify.annotations.NullMarked;

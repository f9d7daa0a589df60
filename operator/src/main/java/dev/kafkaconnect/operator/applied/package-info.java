/**
 * What applying an object would change, where admission policies and webhooks rewrite what is written. Called by {@code
 * cluster} for children that are stored otherwise than they were written; must not know what they are.
 */
@NullMarked
package dev.kafkaconnect.operator.applied;

import org.jspecify.annotations.NullMarked;

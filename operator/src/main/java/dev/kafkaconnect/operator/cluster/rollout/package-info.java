/**
 * Which worker is replaced next, when, and whose turn it is. Called by {@code cluster}. Must not know how it is carried out; keeps
 * what it must remember between passes, and sends nothing.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.rollout;

import org.jspecify.annotations.NullMarked;

/**
 * From spec to plan, or to a message that says what is wrong: fields, Kafka security, names that are taken, clusters that would
 * corrupt each other. Called by {@code cluster}, {@code access} and {@code children}. Must not know what is done about it. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.validation;

import org.jspecify.annotations.NullMarked;

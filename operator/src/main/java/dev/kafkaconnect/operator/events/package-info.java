/**
 * Events of resources as {@code kubectl describe} shows them: written, counted on an earlier one, or dropped. Called by
 * {@code status}, {@code cluster} and {@code connector}. Must not know what the events are about.
 */
@NullMarked
package dev.kafkaconnect.operator.events;

import org.jspecify.annotations.NullMarked;

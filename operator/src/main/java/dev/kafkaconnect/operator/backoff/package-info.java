/**
 * How long to wait before what has failed is tried again: one mechanism for all of the operator, because many that failed
 * together must not come back together. Pure. Called by whoever repeats something: passes, checks, requests to Kafka and to
 * workers.
 */
@NullMarked
package dev.kafkaconnect.operator.backoff;

import org.jspecify.annotations.NullMarked;

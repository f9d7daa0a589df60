/**
 * How the worker reads the credentials with which its Kafka clients log in. Named in the worker's properties by the operator, and
 * called by Kafka's own reading of them.
 */
@NullMarked
package dev.kafkaconnect.worker.credentials;

import org.jspecify.annotations.NullMarked;

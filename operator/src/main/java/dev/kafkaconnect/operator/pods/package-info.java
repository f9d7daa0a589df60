/**
 * Whether Kubernetes lets the pods of a StatefulSet come to be and start: objects that they refer to, admission, events. Called
 * by {@code cluster} before a worker is taken, and for the status while one is missing. Must not know what runs in the pods.
 */
@NullMarked
package dev.kafkaconnect.operator.pods;

import org.jspecify.annotations.NullMarked;

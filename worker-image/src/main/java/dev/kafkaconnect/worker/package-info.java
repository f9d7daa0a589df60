/** What the worker image adds to Kafka's own workers. Started by {@code bin/connect-worker}; knows no Kubernetes. */
@NullMarked
package dev.kafkaconnect.worker;

import org.jspecify.annotations.NullMarked;

/** What the worker image adds to Kafka's own standalone worker. Started by {@code bin/connect-worker}; knows no Kubernetes. */
@NullMarked
package dev.kafkaconnect.worker.standalone;

import org.jspecify.annotations.NullMarked;

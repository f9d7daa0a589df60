/**
 * What a connector may get from the config providers of its worker. Called by both main classes; knows no Kubernetes.
 */
@NullMarked
package dev.kafkaconnect.worker.providers;

import org.jspecify.annotations.NullMarked;

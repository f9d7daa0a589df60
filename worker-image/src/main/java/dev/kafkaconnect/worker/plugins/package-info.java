/**
 * What is below the plug-in path of a worker, whether the worker has discovered it or not. Asked by the REST API, and only when a class
 * is missing; knows no worker.
 */
@NullMarked
package dev.kafkaconnect.worker.plugins;

import org.jspecify.annotations.NullMarked;

/**
 * Plug-ins from images of their own, and such as are downloaded: how they get into the pods of workers. Called by {@code plan} and
 * {@code workers}. Must not know what else is in a pod. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.plugins;

import org.jspecify.annotations.NullMarked;

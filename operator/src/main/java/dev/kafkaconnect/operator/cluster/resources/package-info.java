/**
 * The Kubernetes objects of a ConnectCluster, made from its plan. Called by {@code rollout}, {@code validation} and the packages
 * that act. Must not know what Kubernetes has now. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.resources;

import org.jspecify.annotations.NullMarked;

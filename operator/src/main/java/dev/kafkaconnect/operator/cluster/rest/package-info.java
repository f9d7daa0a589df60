/**
 * The REST API of the workers: plain HTTP or TLS, and the way from one to the other; whom to ask, and who may connect. Called by
 * {@code resources} and {@code access}. Must not know where certificates come from. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.rest;

import org.jspecify.annotations.NullMarked;

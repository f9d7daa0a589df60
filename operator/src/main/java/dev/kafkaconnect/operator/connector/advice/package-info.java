/**
 * What is said of a connector beside its verdict and never makes it un-Ready: advice, dead letters, listed offsets. Called
 * by {@code connector}. Must not know how the facts were asked for. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.advice;

import org.jspecify.annotations.NullMarked;

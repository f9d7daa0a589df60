/**
 * The plan: a ConnectCluster after validation, every default filled in. Called by all packages of {@code cluster} that build,
 * observe or report. Must not know how it was made or what is built from it. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.plan;

import org.jspecify.annotations.NullMarked;

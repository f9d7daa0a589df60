/**
 * What users set on the workers and on the other objects of a ConnectCluster, field by field: each record reads its part of the
 * spec, fills in defaults and says what is wrong. Called by all packages of {@code cluster}. Must not know the whole plan. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.settings;

import org.jspecify.annotations.NullMarked;

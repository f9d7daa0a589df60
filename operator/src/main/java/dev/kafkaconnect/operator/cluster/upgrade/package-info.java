/**
 * What protects clusters from changes that no user asked for: a new version of the operator, a Secret that many share. Which
 * image workers without {@code spec.image} keep, where a template comes from, and how many clusters are rolled at a time. Called
 * by {@code cluster}, whose types it must not know. Does nothing itself.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.upgrade;

import org.jspecify.annotations.NullMarked;

/**
 * A run of the operator while its image is built, from which Java learns which classes it needs. Started by
 * {@code operator/aot/train} and never in a cluster; nothing else may know it.
 */
@NullMarked
package dev.kafkaconnect.operator.training;

import org.jspecify.annotations.NullMarked;

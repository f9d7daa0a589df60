/**
 * The workers as Kubernetes shows them: the StatefulSet, its pods, why one does not run. Called by {@code rollout}, {@code report}
 * and the packages that act. Must not know what is done about it. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.workers;

import org.jspecify.annotations.NullMarked;

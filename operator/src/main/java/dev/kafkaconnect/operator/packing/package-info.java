/**
 * The command plugin-pack: a plug-in that workers would download, as an archive with an OCI image, for places without the
 * repository. Called by {@code PackMain}; must know neither a Kubernetes cluster nor what the operator does with plug-ins.
 */
@NullMarked
package dev.kafkaconnect.operator.packing;

import org.jspecify.annotations.NullMarked;

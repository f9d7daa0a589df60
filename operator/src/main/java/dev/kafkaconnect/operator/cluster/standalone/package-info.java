/**
 * One worker with an offsets file: its volume, and the connectors that it starts with. Called by {@code resources}, {@code report}
 * and {@code connectors}. Must not know distributed workers. Pure.
 */
@NullMarked
package dev.kafkaconnect.operator.cluster.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * How requests leave for the Kubernetes API server: a bounded number at once, each cluster in its turn, and the lease on a
 * connection of its own. Without it, whatever concerns some hundred resources at once exhausts the streams of the one HTTP/2
 * connection, and the lease is lost with it. Called by {@code OperatorMain}, which builds the client, and by whatever has to tell
 * a failure that passes from a refusal, or on whose behalf it asks. Must not know what is asked for.
 */
@NullMarked
package dev.kafkaconnect.operator.requests;

import org.jspecify.annotations.NullMarked;

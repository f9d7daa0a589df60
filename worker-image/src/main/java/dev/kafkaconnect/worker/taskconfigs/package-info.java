/**
 * Connectors that take long to generate the configurations of their tasks hold up nobody else. Kafka asks for these on the one
 * thread that also answers requests and takes part in rebalances: a connector that hangs there stops the whole worker, which then
 * falls out of its group, and the connector goes on to stop the next one. A standalone worker asks while it holds the lock that each
 * request needs. {@link dev.kafkaconnect.worker.WorkerStart} makes workers create connectors by means of
 * {@link dev.kafkaconnect.worker.taskconfigs.TimedPlugins}.
 */
@NullMarked
package dev.kafkaconnect.worker.taskconfigs;

import org.jspecify.annotations.NullMarked;

/**
 * Connector: parse, look, plan, act, status. Called by the framework. Knows nothing of how workers are run.
 */
@NullMarked
package dev.kafkaconnect.operator.connector;

import org.jspecify.annotations.NullMarked;

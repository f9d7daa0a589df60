/**
 * Connector: parse, look, plan, act, status. Called by the framework. What talks to workers or to Kubernetes on behalf of a
 * Connector is here and decides little; the packages below decide, and know no client. Knows nothing of how workers are
 * run.
 */
@NullMarked
package dev.kafkaconnect.operator.connector;

import org.jspecify.annotations.NullMarked;

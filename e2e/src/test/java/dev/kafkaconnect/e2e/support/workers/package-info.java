/**
 * Real workers as processes of this machine, alone or as a ConnectCluster that the operator looks after. Called by tests of
 * the layer connect; needs no Kubernetes node.
 */
package dev.kafkaconnect.e2e.support.workers;

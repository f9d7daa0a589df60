/**
 * Workers and Kafka in memory, and the controllers and kubelets that an API server alone does not have. Called by tests
 * that need neither a broker nor a worker process, and by those that play the kubelet for real workers; starts no operator.
 */
package dev.kafkaconnect.e2e.support.fakes;

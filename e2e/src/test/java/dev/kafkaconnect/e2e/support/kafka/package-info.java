/**
 * Real brokers on loopback, with and without logins, and what tests read from topics. Called by tests of the layer connect
 * and by what starts workers; does not know the operator or Kubernetes.
 */
package dev.kafkaconnect.e2e.support.kafka;

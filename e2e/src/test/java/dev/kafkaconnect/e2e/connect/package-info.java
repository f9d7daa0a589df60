/**
 * Real brokers and real workers as plain processes of this machine, on loopback: what the operator takes Kafka and Kafka
 * Connect to do.
 */
package dev.kafkaconnect.e2e.connect;

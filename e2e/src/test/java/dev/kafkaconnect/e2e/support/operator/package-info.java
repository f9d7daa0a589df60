/**
 * The operator in this process or in one of its own, with its log and its clock. Called by tests of the layers apiserver
 * and connect; does not know whether its workers are real.
 */
package dev.kafkaconnect.e2e.support.operator;

/**
 * What users do with resources in their namespaces, well-meant or hostile, through the API server only. Called by tests of
 * the layers apiserver and connect; does not know whether workers are real.
 */
package dev.kafkaconnect.e2e.support.users;

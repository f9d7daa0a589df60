/**
 * The two resource definitions and resources in files, as the API server sees them: without the Java model. Called by the
 * tests of schemas and rules; does not know the operator.
 */
package dev.kafkaconnect.e2e.support.definitions;

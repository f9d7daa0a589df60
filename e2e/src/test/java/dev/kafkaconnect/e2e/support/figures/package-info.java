/**
 * What tests measure, kept in one file for all layers of a run. Called by tests of all layers; does not decide whether a test
 * passes: that is what assertions are for.
 */
package dev.kafkaconnect.e2e.support.figures;

/**
 * Processes of this machine beside the tests, with their addresses, directories and files. Called by what starts API
 * servers, brokers, workers and databases; does not know what the processes do.
 */
package dev.kafkaconnect.e2e.support.processes;

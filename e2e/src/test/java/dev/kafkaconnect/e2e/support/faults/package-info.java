/**
 * What goes wrong on demand: requests that fail or arrive late, operators that die, programs that write to the operator's
 * objects. Called by tests; does not decide what should happen then.
 */
package dev.kafkaconnect.e2e.support.faults;

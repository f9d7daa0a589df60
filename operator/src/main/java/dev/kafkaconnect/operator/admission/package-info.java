/**
 * The validating webhook: tells whoever writes a ConnectCluster or a Connector what is wrong with it before it is stored. Optional, and
 * never in the way: what cannot be checked in time is let through with a warning. Made by the operator's wiring, which hands
 * in who knows the answers. Knows no workers.
 */
@NullMarked
package dev.kafkaconnect.operator.admission;

import org.jspecify.annotations.NullMarked;

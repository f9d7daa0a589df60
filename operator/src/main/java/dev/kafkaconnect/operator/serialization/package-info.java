/**
 * How resources are read: a value that this version does not know or cannot read costs nothing but itself, and is logged
 * once. Called by whatever makes a client. Must not know what the fields mean.
 */
@NullMarked
package dev.kafkaconnect.operator.serialization;

import org.jspecify.annotations.NullMarked;

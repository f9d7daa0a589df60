/** A plug-in that no service file names, as older ones are. Packed into a jar of its own for the workers of the tests. */
@NullMarked
package dev.kafkaconnect.e2e.unlisted;

import org.jspecify.annotations.NullMarked;

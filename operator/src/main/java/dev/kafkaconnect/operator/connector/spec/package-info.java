/**
 * What a Connector asks for: its spec, parsed once into one record or one sentence that says what is wrong with it. Called
 * by {@code connector} and all of its packages. Must not know workers, earlier passes or other Connectors.
 */
@NullMarked
package dev.kafkaconnect.operator.connector.spec;

import org.jspecify.annotations.NullMarked;

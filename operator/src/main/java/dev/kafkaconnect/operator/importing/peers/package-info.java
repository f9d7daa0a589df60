/**
 * The resources of other operators, field by field: rules that are applied and that are the tables of the documentation. Pure.
 * Called by {@code importing}; must not know where the documents come from.
 */
@NullMarked
package dev.kafkaconnect.operator.importing.peers;

import org.jspecify.annotations.NullMarked;

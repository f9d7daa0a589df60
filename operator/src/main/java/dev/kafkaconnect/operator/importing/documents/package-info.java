/**
 * What connector-import writes, whatever it was made of: documents with their fields, and warnings. Pure. Called by
 * {@code importing} and by {@code importing.peers}; must not know the resources of any other operator.
 */
@NullMarked
package dev.kafkaconnect.operator.importing.documents;

import org.jspecify.annotations.NullMarked;

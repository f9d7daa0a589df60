/**
 * What must outlive the objects it is about: outcomes of changes of offsets, which are carried out once for each id whatever
 * becomes of the Connector, and deletions that are still owed to a cluster. Read and written by {@code connector} and
 * {@code cluster}, which do not know each other. Knows nothing of how either decides.
 */
@NullMarked
package dev.kafkaconnect.operator.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * The command connector-import: reads what runs elsewhere and writes it as ConnectClusters and Connectors. Started by
 * {@code ImportMain}, never by the operator. Reads files, asks workers and writes; what becomes of what is decided in the packages
 * below. Must not write to workers or to an API server.
 */
@NullMarked
package dev.kafkaconnect.operator.importing;

import org.jspecify.annotations.NullMarked;

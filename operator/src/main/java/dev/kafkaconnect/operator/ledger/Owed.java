package dev.kafkaconnect.operator.ledger;

/**
 * A deletion that could not be carried out when the Connector went.
 *
 * @param policy deletionPolicy of the Connector: Delete or Stop
 * @param deleteOffsets whether the connector's offsets are to go with it
 * @param since when the deletion was asked for, RFC 3339
 */
public record Owed(String policy, boolean deleteOffsets, String since) {}

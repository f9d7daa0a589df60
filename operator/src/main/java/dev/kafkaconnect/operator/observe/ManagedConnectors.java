package dev.kafkaconnect.operator.observe;

/** Answers whether some Connector describes a connector. Implemented by the side that knows Connectors. */
public interface ManagedConnectors {

    /** Whether all Connectors are known by now; before, their absence means nothing. */
    boolean complete();

    /** @param connectName name inside Kafka Connect */
    boolean describes(ClusterId cluster, String connectName);
}

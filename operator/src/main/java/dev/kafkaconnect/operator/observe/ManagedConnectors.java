package dev.kafkaconnect.operator.observe;

/** Answers whether some Connector describes a connector. Implemented by the side that knows Connectors. */
@FunctionalInterface
public interface ManagedConnectors {

    /** @param connectName name inside Kafka Connect */
    boolean describes(ClusterId cluster, String connectName);
}

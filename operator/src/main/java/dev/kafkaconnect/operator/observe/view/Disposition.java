package dev.kafkaconnect.operator.observe.view;

/** What Connectors mean for a connector that exists, or did, on a standalone worker. */
public enum Disposition {
    /** No Connector describes it. */
    Unmanaged,
    /** A Connector describes it just so. */
    Managed,
    /** The Connector that describes it wants another configuration or state by now. */
    Outdated,
    /** Its Connector is being deleted and leaves it stopped. */
    Stopping,
    /** Its Connector is being deleted, and the connector with it. */
    Leaving
}

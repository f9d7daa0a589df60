package dev.kafkaconnect.operator.connector.ownership;

/**
 * How the owner of a cluster stands to a Connector that names it. Decided by {@link NamespaceAccess} from the namespace alone, so
 * that a spec that cannot be used decides nothing.
 */
public enum Consent {
    /** It is in the namespace of the cluster, or in one that the owner admits now. */
    Given,

    /** It was in charge of its connector on this very cluster, which is gone or does not admit its namespace any more. */
    Withdrawn,

    /** To the cluster it means nothing. */
    None
}

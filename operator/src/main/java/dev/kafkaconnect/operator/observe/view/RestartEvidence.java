package dev.kafkaconnect.operator.observe.view;

/** Whether what is reported of a connector is the run that a change has begun, and no longer the one before it. */
public enum RestartEvidence {
    /** The connector and each of its tasks have written a state since. */
    Confirmed,
    /** Some of them have not, although a record would have been received. */
    Missing,
    /** Not every record since was received. */
    Unknown
}

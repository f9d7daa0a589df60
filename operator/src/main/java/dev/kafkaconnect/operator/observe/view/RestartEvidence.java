package dev.kafkaconnect.operator.observe.view;

/** Whether what is reported of a connector is the run that a change has begun, and no longer the one before it. */
public enum RestartEvidence {
    /** The connector and each of its tasks have noted a state since. */
    Seen,
    /** Some of them have not, though a note would have been heard. */
    NotSeen,
    /** Not every note since was heard. */
    Unknown
}

package dev.kafkaconnect.operator.connect;

/** State in which a connector is created (KIP-980). */
public enum InitialState {
    RUNNING,
    PAUSED,
    STOPPED
}

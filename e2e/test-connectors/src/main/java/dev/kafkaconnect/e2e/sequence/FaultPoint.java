package dev.kafkaconnect.e2e.sequence;

import java.util.Locale;

/** When a connector can be told to misbehave. */
enum FaultPoint {
    /** While its configuration is checked. */
    VALIDATE,
    /** While the connector starts or stops, as opposed to its tasks. */
    START,
    STOP,
    /** While the connector generates the configurations of its tasks. */
    TASK_CONFIGS,
    /** While a task starts, moves records, or stops. */
    TASK_START,
    MOVE,
    TASK_STOP;

    /** As it is written in a configuration or a control file. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

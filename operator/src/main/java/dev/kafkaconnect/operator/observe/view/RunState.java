package dev.kafkaconnect.operator.observe.view;

import org.jspecify.annotations.Nullable;

/** State of a connector or a task, as verified against the workers that are alive. */
public enum RunState {
    Running,
    Paused,
    Stopped,
    Failed,
    Restarting,
    /** On a worker whose process runs on but is not ready: it may run or not, whatever Connect says. */
    Unverified,
    /** Not assigned, or assigned to a worker that is gone, whatever Connect reports. */
    Unassigned,
    /** Connect uses a word that this version of the operator does not know. */
    Unknown;

    static RunState reported(@Nullable String state) {
        return switch (state) {
            case "RUNNING" -> Running;
            case "PAUSED" -> Paused;
            case "STOPPED" -> Stopped;
            case "FAILED" -> Failed;
            case "RESTARTING" -> Restarting;
            case "UNASSIGNED" -> Unassigned;
            case null, default -> Unknown;
        };
    }
}

package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.status.Reason;

/**
 * Whether a Connector was found to be ready without a task, as its status tells. Asked when an operator begins, and by rollouts,
 * which do not wait for tasks of such a connector. Pure.
 */
public final class ReadyIdle {

    private ReadyIdle() {}

    public static boolean holds(Connector connector) {
        return connector.getStatus() != null
                && connector.getStatus().getConditions() != null
                && connector.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")
                                && Reason.NoTasks.name().equals(condition.getReason()));
    }
}

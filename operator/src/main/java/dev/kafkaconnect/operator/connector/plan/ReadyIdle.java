package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.status.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Connector was found to be ready without a task, as its status tells. Asked when an operator begins, and by rollouts,
 * which do not wait for tasks of such a connector. Pure.
 */
public final class ReadyIdle {

    private ReadyIdle() {}

    public static boolean holds(Connector connector) {
        return since(connector) != null;
    }

    /** Since when, null when it was not found to be so. */
    static @Nullable Instant since(Connector connector) {
        if (connector.getStatus() == null || connector.getStatus().getConditions() == null) {
            return null;
        }
        return connector.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True")
                        && Reason.NoTasks.name().equals(condition.getReason()))
                .map(condition -> instant(condition.getLastTransitionTime()))
                .findFirst()
                .orElse(null);
    }

    private static Instant instant(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return Instant.EPOCH;
        }
    }
}

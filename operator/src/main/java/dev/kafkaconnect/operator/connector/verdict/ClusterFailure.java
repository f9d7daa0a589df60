package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.status.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What all Connectors of a cluster have in common when its workers are away: the ConnectCluster tells it, in one event, and not
 * each of a thousand Connectors when it begins and when it ends. Pure. Asked by {@code ConnectorReporter}.
 */
public final class ClusterFailure {
    private static final Set<String> REASONS = Set.of(Reason.RestUnreachable.name(), Reason.ClusterNotReady.name());

    private ClusterFailure() {}

    /** Whether the workers went away, or came back and the connector runs. */
    public static boolean isAllThatChanged(@Nullable List<Condition> before, List<Condition> after) {
        return REASONS.contains(reason(after))
                || before != null
                        && REASONS.contains(reason(before))
                        && reason(after).equals(Reason.Running.name());
    }

    private static String reason(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
    }
}

package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at the workers, of which the verdict is made. Called by {@code ConnectorReconciliation}, {@link ConnectorVerdict} and
 * {@link Assessment}; must not know how the workers were asked. Pure.
 *
 * @param observed null when they have no such connector
 * @param asOf when they were asked
 * @param evidence whether the last change of the configuration is behind what they say
 */
public record Observation(@Nullable ObservedConnector observed, Instant asOf, RestartEvidence evidence) {

    /** Whether the failure that is seen may be the one before the last automatic restart. */
    public boolean outcomeIsAwaited(ReconcileState memory) {
        return observed != null && observed.failed() && memory.restarts().isAwaited(asOf);
    }
}

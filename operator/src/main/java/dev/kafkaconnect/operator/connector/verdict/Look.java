package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.connector.plan.Memory;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.Renewal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at the workers, of which the verdict is made. Called by {@code ConnectorPass}, {@link ConnectorVerdict} and
 * {@link Conclusion}; must not know how the workers were asked. Pure.
 *
 * @param observed null when they have no such connector
 * @param asOf when they were asked
 * @param renewal whether the last change of the configuration is behind what they say
 */
public record Look(@Nullable ObservedConnector observed, Instant asOf, Renewal renewal) {

    /** Whether the failure that is seen may be the one before the last automatic restart. */
    public boolean outcomeIsAwaited(Memory memory) {
        return observed != null && observed.failed() && memory.restarts().isAwaited(asOf);
    }
}

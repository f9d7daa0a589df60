package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at the workers, of which the plan and the verdict are made. Made by {@code ConnectorReconciliation}; must not know
 * how the workers were asked. Pure.
 *
 * @param observed null when they have no such connector
 * @param asOf when they were asked
 * @param evidence whether the last change of the configuration is behind what they say
 * @param lastBegun when the workers last began a connector or tasks, of this connector or another
 */
public record Observation(
        @Nullable ObservedConnector observed, Instant asOf, RestartEvidence evidence, Instant lastBegun) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** On workers that have begun nothing lately. */
    public Observation(@Nullable ObservedConnector observed, Instant asOf, RestartEvidence evidence) {
        this(observed, asOf, evidence, Instant.MIN);
    }

    /**
     * Until when something is waited for that the workers do when its turn has come. They begin one connector, or its tasks, at a
     * time: a while after the last of any.
     *
     * @param begin when the wait began; it takes ten minutes at most, whatever the workers begin
     */
    public Instant endOfWait(Instant begin, Duration patience) {
        Instant end = (lastBegun.isAfter(begin) ? lastBegun : begin).plus(patience);
        Instant latest = begin.plus(LONGEST_WAIT);
        return end.isBefore(latest) ? end : latest;
    }

    /** Whether it may show the connector as it was before the last change. */
    public boolean isOutdated(ReconcileState memory) {
        return !asOf.isAfter(memory.writes().last()) || Drift.isNotShownYet(this, memory);
    }

    /** Whether the failure that is seen may be the one before the last automatic restart. */
    public boolean outcomeIsAwaited(ReconcileState memory) {
        return observed != null && observed.failed() && memory.restarts().isAwaited(asOf);
    }
}

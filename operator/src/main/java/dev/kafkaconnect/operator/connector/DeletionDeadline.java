package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.ConnectorDeletion.Deleted;
import dev.kafkaconnect.operator.connector.verdict.WorkerSilence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How much of the time that a deletion may take has passed. Asked by {@link ConnectorDeletion}; knows nothing of workers.
 *
 * @param patience how long workers that do not answer are asked before the Connector is let go
 */
record DeletionDeadline(Duration patience, Clock clock) {
    /** Kubernetes gives the time of a deletion in whole seconds. */
    private static final Duration RECENT = Duration.ofSeconds(2);

    /** Whether it is too early to report what the deletion waits for: it may be over in a moment. */
    boolean isRecent(Deleted deleted) {
        return clock.instant().isBefore(deleted.since().plus(RECENT));
    }

    boolean isOver(Deleted deleted) {
        return clock.instant().isAfter(end(deleted));
    }

    Instant end(Deleted deleted) {
        return deleted.since().plus(patience);
    }

    /** Whether the first poll of the workers, which is about to come after a restart of the operator, is overdue. */
    boolean isPollOverdue(Instant awaitedSince) {
        return clock.instant().isAfter(awaitedSince.plus(WorkerSilence.FIRST_LOOK));
    }
}

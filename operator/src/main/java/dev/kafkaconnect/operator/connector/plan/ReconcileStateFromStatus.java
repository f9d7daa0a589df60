package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.Offsets;
import dev.kafkaconnect.operator.connector.plan.ReconcileState.PersistedState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.status.FirstReport;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a new operator remembers of a connector that an earlier one looked after. Pure. */
public final class ReconcileStateFromStatus {

    /** The Connector is new, and whether it is to carry out its change of offsets was not known when it was last looked at. */
    public static final String PENDING = "Pending";

    private ReconcileStateFromStatus() {}

    public static ReconcileState of(Connector connector, @Nullable String restartAnnotation, Instant now) {
        ConnectorStatus status = connector.getStatus();
        return status == null || FirstReport.isDue(status.getObservedGeneration())
                // A Connector that is created with the annotation does not ask for a restart.
                ? ReconcileState.NONE.with(
                        new PersistedState(Restarts.NONE, restartAnnotation, OffsetsProgress.ofNew(now), null))
                : ReconcileState.NONE
                        .with(new PersistedState(
                                restarts(status.getRestarts()),
                                status.getRestartedAt(),
                                offsets(status.getOffsets(), now),
                                status.getAdmittedBy()))
                        .idleSince(ReadyIdle.holds(connector) ? IdleTime.FOR_GOOD : null);
    }

    private static Restarts restarts(dev.kafkaconnect.api.connectorstatus.@Nullable Restarts block) {
        return block == null || block.getCount() == null
                ? Restarts.NONE
                : new Restarts(block.getCount(), instant(block.getLastAt()), instant(block.getNextAt()));
    }

    private static OffsetsProgress offsets(@Nullable Offsets block, Instant now) {
        if (block == null || block.getId() == null) {
            return OffsetsProgress.NONE;
        }
        return PENDING.equals(block.getResult())
                ? OffsetsProgress.ofNew(now)
                : OffsetsProgress.fromStatus(new OffsetsChange.Result(
                        block.getId(),
                        "Done".equals(block.getResult()),
                        block.getMessage(),
                        String.valueOf(block.getAt())));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.ReconcileStateFromStatus;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of one Connector from pass to pass. Kept by {@link ConnectorEventSources} from its first sight until
 * it is gone. Passes over one Connector never overlap.
 */
final class TrackedConnector {
    private volatile ReconcileState state;
    private volatile @Nullable Advice advice;
    private volatile RestDeletion.@Nullable Ending ending;

    private TrackedConnector(ReconcileState state) {
        this.state = state;
    }

    /** As far as its status tells. */
    static TrackedConnector fromStatus(Connector connector, Instant now) {
        return new TrackedConnector(ReconcileStateFromStatus.of(
                connector, ConnectorParser.annotation(connector, ConnectorParser.RESTARTED_AT), now));
    }

    ReconcileState state() {
        return state;
    }

    void state(ReconcileState current) {
        this.state = current;
    }

    /** Until the connector itself was looked at, its status is all there is, as far as it is about this generation. */
    Advice advice(Connector connector) {
        Advice known = advice;
        return known == null ? Advice.of(connector) : known;
    }

    void advice(Advice current) {
        this.advice = current;
    }

    /** How far its deletion is on workers that answer, null while it has not begun. */
    RestDeletion.@Nullable Ending ending() {
        return ending;
    }

    void ending(RestDeletion.Ending current) {
        this.ending = current;
    }
}

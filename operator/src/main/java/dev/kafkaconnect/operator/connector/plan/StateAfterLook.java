package dev.kafkaconnect.operator.connector.plan;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import java.time.Instant;

/** What a look at the workers adds to what is remembered of a connector. Called by {@code ConnectorReconciliation}. Pure. */
public final class StateAfterLook {

    private StateAfterLook() {}

    public static ReconcileState of(
            Connector connector, DesiredConnector desired, Observation look, ReconcileState before, Instant now) {
        ReconcileState seen = (look.observed() == null ? before : before.afterSight())
                .with(restarts(desired, look, before, now))
                .idleSince(IdleTime.since(look, before));
        return isAcceptedAlready(connector, desired, look, seen) ? seen.withAccepted(desired.config()) : seen;
    }

    private static Restarts restarts(DesiredConnector desired, Observation look, ReconcileState before, Instant now) {
        return look.outcomeIsAwaited(before)
                ? before.restarts()
                : before.restarts()
                        .seen(
                                look.observed(),
                                desired.restartPolicy(),
                                desired.connectName().hashCode(),
                                now);
    }

    private static boolean isAcceptedAlready(
            Connector connector, DesiredConnector desired, Observation look, ReconcileState seen) {
        // One that differs at the first look may be what an earlier operator made of the same spec.
        boolean sameAsBefore =
                look.observed() == null || look.observed().config().equals(desired.config());
        return seen.writes().config() == null
                && sameAsBefore
                && desired.referenced().missing() == null
                && ConfigAcceptance.holds(connector);
    }
}

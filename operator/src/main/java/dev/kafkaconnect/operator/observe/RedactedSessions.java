package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The sessions of all clusters for those who tell users what workers say: none is had without a redactor. Used by {@code
 * connector}, which must not know {@link ClusterSessions}.
 */
public final class RedactedSessions {
    private final ClusterSessions sessions;

    public RedactedSessions(ClusterSessions sessions) {
        this.sessions = sessions;
    }

    /** @param redactor takes the values of one connector out of a text; is asked only when there is a text */
    public Optional<RedactedSession> find(ClusterId id, UnaryOperator<String> redactor) {
        return sessions.find(id).map(session -> new RedactedSession(session, redactor));
    }

    /** Since when a caller has waited for the first poll of the workers, now included. */
    public Instant awaitedSince(ClusterId id) {
        return sessions.awaitedSince(id);
    }

    public void addListener(ObservationListener listener) {
        sessions.addListener(listener);
    }

    /** To be called when a Connector begins or ceases to describe a connector: the set of unmanaged connectors has changed. */
    public void ownershipChanged(ClusterId id) {
        sessions.ownershipChanged(id);
    }
}

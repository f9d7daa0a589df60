package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The session with the workers of a cluster, as the passes over one connector have it: whatever the workers say of the
 * connector has gone through its redactor. Found through {@link RedactedSessions}; used by {@code connector}, which has no
 * other way to the workers.
 */
public final class RedactedSession {

    /** How long after a change its effect is watched for. */
    public static final Duration CLOSE_WATCH = ClusterSession.CLOSE_WATCH;

    private final ClusterSession session;
    private final UnaryOperator<String> redactor;

    RedactedSession(ClusterSession session, UnaryOperator<String> redactor) {
        this.session = session;
        this.redactor = text -> redactor.apply(session.access().get().hide(text));
    }

    /** Answered by any worker. Request one for each piece of work; never keep it. */
    public RedactedConnectApi api() {
        return new RedactedConnectApi(session.api(), redactor);
    }

    /** Those that may run tasks now, ready or not, each by its id in Connect and with a client that none but it answers. */
    public Map<String, RedactedConnectApi> members() {
        Map<String, RedactedConnectApi> members = new TreeMap<>();
        session.members().get().forEach((id, api) -> members.put(id, new RedactedConnectApi(api, redactor)));
        return members;
    }

    /**
     * What was seen last, of this connector and no other.
     *
     * @param connector its name in Connect
     */
    public ClusterView view(String connector) {
        ClusterView view = session.observer().view();
        if (!(view instanceof ClusterView.Seen seen)) {
            return view;
        }
        return switch (seen.of(connector)) {
            case ClusterView.Seen one -> new ClusterView.Seen(redacted(one.connectors()), one.asOf());
            case ClusterView other -> other;
        };
    }

    private Map<String, ObservedConnector> redacted(Map<String, ObservedConnector> connectors) {
        Map<String, ObservedConnector> redacted = new TreeMap<>();
        connectors.forEach((name, observed) -> redacted.put(name, observed.redacted(redactor)));
        return redacted;
    }

    /** Since when the configuration of a connector has been waited for; empty where it is known or the workers do not answer. */
    public Optional<Instant> unreadSince(String connector) {
        return session.observer().view() instanceof ClusterView.Seen seen
                ? Optional.ofNullable(seen.gaps().unread().get(connector))
                : Optional.empty();
    }

    /** When the workers last began a connector or tasks. */
    public Instant lastBegun() {
        return session.observer().lastBegun();
    }

    /**
     * Carries out a change as soon as the workers can take one more, and has its effect watched for.
     *
     * @throws ConnectFault.Busy while a worker leaves; nothing was sent
     */
    public <T> T permitted(String connector, ConnectWriteGate.Change<T> change)
            throws ConnectFault, InterruptedException {
        return session.permitted(connector, change);
    }

    /**
     * Carries out what makes workers run the code of a connector class, as soon as they can take one more.
     *
     * @throws ConnectFault.Busy when it was not its turn in time; nothing was sent
     */
    public <T> T checked(String connectorClass, ConnectWriteGate.Change<T> check)
            throws ConnectFault, InterruptedException {
        return session.checks().carryOut(connectorClass, check);
    }

    /** Why a change of the connector would be put off now. It is woken when that is over. */
    public Optional<String> obstacle(String connector) {
        return session.changes().obstacle(connector);
    }

    /**
     * Whether the run that a change has begun is what was seen.
     *
     * @param since just before the change was sent
     * @param asOf when {@code observed} was asked for
     */
    public RestartEvidence evidence(String connector, ObservedConnector observed, Instant since, Instant asOf) {
        return session.topicIndex().evidence(connector, observed, since, asOf);
    }

    /** Those that end with a change that is about to be sent. */
    public LastTasks lastTasks(String connector, Instant now) {
        return LastTasks.of(connector, session, now);
    }

    /** Which of them can still write; empty when none can. */
    public Optional<String> running(LastTasks tasks, Instant now) {
        return tasks.running(session, now);
    }

    public KafkaObserver kafka() {
        return session.kafka();
    }

    public StandaloneStartSet startSet() {
        return session.startSet();
    }
}

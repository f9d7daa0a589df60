package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between {@code kubectl delete connector} and the end of the Connector. Lets go at once when there is nothing
 * to delete from, and after a deadline when the workers do not answer: a finalizer must never hang.
 */
public final class ConnectorDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorDeletion.class);
    /** Policies under which something is sent; with Retain, and with what this version does not know, nothing is. */
    private static final Set<String> DELETES = Set.of(ConnectorFate.DELETE, ConnectorFate.STOP);

    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ConnectorIndex index;
    private final ClusterSessions sessions;
    private final ConnectorValues values;
    private final Duration deadline;
    private final Clock clock;

    /** @param deadline how long workers that do not answer are asked before the Connector is let go */
    public ConnectorDeletion(
            ConnectorIndex index, ClusterSessions sessions, ConnectorValues values, Duration deadline, Clock clock) {
        this.index = index;
        this.sessions = sessions;
        this.values = values;
        this.deadline = deadline;
        this.clock = clock;
    }

    sealed interface Progress {
        /** Nothing is left to do. */
        record Done() implements Progress {}

        /** The workers did not answer for too long. */
        record GivenUp(String why) implements Progress {}

        record Waiting(Verdict verdict, Duration again) implements Progress {}
    }

    Progress advance(Connector connector, Optional<ConnectCluster> cluster) {
        if (cluster.isEmpty()
                || StatusWriter.isTerminating(cluster.get())
                || index.hasTwin(connector)
                || !everAdmitted(connector)
                || !DELETES.contains(connector.getSpec().getDeletionPolicy())) {
            return new Progress.Done();
        }
        ClusterId id = ConnectorParser.clusterOf(connector);
        String name = ConnectorParser.connectName(connector);
        Optional<ClusterSession> session = sessions.find(id);
        if (session.isEmpty()) {
            return late(connector, "no worker of ConnectCluster %s has answered yet".formatted(id.name()));
        }
        if (Boolean.TRUE.equals(cluster.get().getSpec().getPaused())) {
            return new Progress.Waiting(
                    new Verdict.Waiting(
                            Reason.ReconciliationPaused,
                            "the connector is deleted when spec.paused of ConnectCluster %s is false"
                                    .formatted(id.name())),
                    ConnectorPass.RESYNC);
        }
        try {
            Progress progress = carryOut(connector, name, session.get().redacted(values.redactor(id, name)));
            return progress instanceof Progress.Done ? withoutValues(connector, id, name) : progress;
        } catch (ConnectFault.NotFound gone) {
            return withoutValues(connector, id, name);
        } catch (ConnectFault fault) {
            return late(connector, fault.text());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return late(connector, "the operator is stopping");
        }
    }

    /** A connector that stays configured needs its values whenever it is started. */
    private Progress withoutValues(Connector connector, ClusterId id, String name) {
        if ("Delete".equals(connector.getSpec().getDeletionPolicy())) {
            values.forget(id, name);
        }
        return new Progress.Done();
    }

    /** What a standalone worker starts with is changed first: whatever happens in between, nothing comes back. */
    private Progress carryOut(Connector connector, String name, ClusterSession session)
            throws ConnectFault, InterruptedException {
        boolean stops = ConnectorFate.STOP.equals(connector.getSpec().getDeletionPolicy());
        if (stops ? session.startList().mayRun(name) : session.startList().mayStart(name)) {
            sessions.ownershipChanged(ConnectorParser.clusterOf(connector));
            Progress late = late(connector, "the worker would start it again");
            return late instanceof Progress.GivenUp
                    ? late
                    : deleting("the connector is being taken off what the worker starts with");
        }
        return session.permitted(name, () -> stops ? stop(name, session.api()) : delete(connector, name, session));
    }

    private static Progress stop(String name, ConnectApi api) throws ConnectFault {
        api.stop(name);
        return new Progress.Done();
    }

    private Progress delete(Connector connector, String name, ClusterSession session) throws ConnectFault {
        ConnectApi api = session.api();
        if (Boolean.TRUE.equals(connector.getSpec().getDeleteOffsets())) {
            api.stop(name);
            try {
                api.deleteOffsets(name);
            } catch (ConnectFault.Rejected rejected) {
                if (!rejected.text().contains("must be in the STOPPED state")) {
                    throw rejected;
                }
                return deleting("the workers are stopping the connector to delete its offsets");
            }
        }
        api.delete(name);
        session.startList().deleted(name, clock.instant());
        LOG.atInfo().addKeyValue("connector", name).log("Delete");
        return api.exists(name) ? deleting("the workers are deleting the connector") : new Progress.Done();
    }

    private static Progress deleting(String message) {
        return new Progress.Waiting(new Verdict.Waiting(Reason.Deleting, message), SOON);
    }

    /** One that its cluster never admitted may bear the name of somebody else's connector. */
    static boolean everAdmitted(Connector connector) {
        boolean foreign = !ConnectorParser.clusterOf(connector)
                .namespace()
                .equals(connector.getMetadata().getNamespace());
        return !foreign
                || connector.getStatus() != null && connector.getStatus().getType() != null;
    }

    private Progress late(Connector connector, String why) {
        Instant asked = Instant.parse(connector.getMetadata().getDeletionTimestamp());
        if (clock.instant().isAfter(asked.plus(deadline))) {
            return new Progress.GivenUp(why);
        }
        return new Progress.Waiting(
                new Verdict.Waiting(
                        Reason.Deleting,
                        "the connector is to be deleted from the workers, but %s; given up at %s"
                                .formatted(why, asked.plus(deadline))),
                RETRY);
    }
}

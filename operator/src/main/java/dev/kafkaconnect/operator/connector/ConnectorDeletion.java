package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.ownership.ConnectorDisposition;
import dev.kafkaconnect.operator.connector.ownership.Consent;
import dev.kafkaconnect.operator.connector.ownership.NamespaceAccess;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between {@code kubectl delete connector} and the end of the Connector. Living workers are asked; what can be
 * asked of none is ended in the config topic or remembered. Lets go after a deadline whatever happens: a finalizer must never
 * hang.
 */
final class ConnectorDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorDeletion.class);

    private static final String STANDALONE = "Standalone";

    private static final Duration SOON = Duration.ofMillis(250);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Ownership ownership;
    private final RedactedSessions sessions;
    private final ConnectorValues values;
    private final WorkerlessDeletion workerless;
    private final RestDeletion rest;
    private final DeletionDeadline deadline;

    ConnectorDeletion(
            Ownership ownership,
            RedactedSessions sessions,
            ConnectorValues values,
            WorkerlessDeletion workerless,
            RestDeletion rest,
            DeletionDeadline deadline) {
        this.ownership = ownership;
        this.sessions = sessions;
        this.values = values;
        this.workerless = workerless;
        this.rest = rest;
        this.deadline = deadline;
    }

    /** A Connector that is being deleted. */
    record Deleted(Connector connector, ClusterId cluster, String name, TrackedConnector tracked) {
        static Deleted of(Connector connector, TrackedConnector tracked) {
            return new Deleted(
                    connector, ConnectorParser.clusterOf(connector), ConnectorParser.connectName(connector), tracked);
        }

        Instant since() {
            return Instant.parse(connector.getMetadata().getDeletionTimestamp());
        }

        /** Whether its connector is stopped and stays. */
        boolean stops() {
            return ConnectorDisposition.STOP.equals(connector.getSpec().getDeletionPolicy());
        }

        /** What is done to its connector, for a sentence. */
        String end() {
            return stops() ? "stopped" : "deleted";
        }

        boolean withOffsets() {
            return Boolean.TRUE.equals(connector.getSpec().getDeleteOffsets());
        }
    }

    sealed interface Progress {
        /** The workers have just been told, and nothing is worth a report yet. */
        record Ending(Duration again) implements Progress {}

        /** Nothing is left to do. */
        record Done() implements Progress {}

        /** Nothing is left that needs the Connector, but there is something to say. */
        record LetGo(String reason, String note) implements Progress {}

        /** The workers did not answer for too long. */
        record GivenUp(String why) implements Progress {}

        record Waiting(Verdict verdict, Duration again) implements Progress {}
    }

    /** Whatever happens, the Connector goes when its deadline has passed. */
    Progress advance(Connector connector, Optional<ConnectCluster> cluster, TrackedConnector tracked) {
        Deleted deleted = Deleted.of(connector, tracked);
        try {
            return concernsNobody(deleted, cluster) ? new Progress.Done() : next(deleted, cluster);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return late(deleted, "the operator is stopping");
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("The deletion of a connector failed");
            return late(deleted, "the operator failed: " + failed.getMessage());
        }
    }

    private boolean concernsNobody(Deleted deleted, Optional<ConnectCluster> cluster) {
        return ownership.consent(deleted.connector(), cluster) == Consent.None
                || ownership.hasTwin(deleted.connector())
                || !ConnectorDisposition.DELETES.contains(
                        deleted.connector().getSpec().getDeletionPolicy());
    }

    private Progress next(Deleted deleted, Optional<ConnectCluster> cluster) throws InterruptedException {
        if (ConnectorParser.handsOff(deleted.connector())) {
            return held("the annotation %s is removed".formatted(ConnectorParser.PAUSED));
        }
        if (cluster.isEmpty()) {
            return withoutCluster(deleted);
        }
        if (!ownership.selector().selects(cluster.get())) {
            return ofAnotherOperator(deleted, cluster.get());
        }
        boolean ends = StatusWriter.isTerminating(cluster.get());
        if (!ends && Boolean.TRUE.equals(cluster.get().getSpec().getPaused())) {
            return held("spec.paused of ConnectCluster %s is false"
                    .formatted(deleted.cluster().name()));
        }
        boolean standalone = STANDALONE.equals(cluster.get().getSpec().getMode());
        if (ends && standalone) {
            // The list of what it starts with goes with it.
            return new Progress.Done();
        }
        Optional<RedactedSession> session = sessions.find(
                deleted.cluster(),
                text -> values.redactor(deleted.cluster(), deleted.name()).apply(text));
        if (session.isEmpty()) {
            return unanswered(deleted, ends);
        }
        return standalone ? standalone(deleted, session.get()) : distributed(deleted, session.get(), ends);
    }

    /** A distributed cluster does not go before its Connectors; with a standalone one goes what it would start. */
    private Progress withoutCluster(Deleted deleted) {
        if (NamespaceAccess.recorded(deleted.connector()) == null) {
            // As with a name that is mistyped: no worker has ever been asked for it.
            return new Progress.Done();
        }
        WorkerlessDeletion.Result result = workerless.remember(
                deleted,
                "there is no ConnectCluster %s".formatted(deleted.cluster().name()));
        return result instanceof WorkerlessDeletion.Result.NamespaceEnds
                ? withoutValues(deleted, new Progress.Done())
                : released(deleted, result);
    }

    /**
     * The operator that looks after the workers finds the deletion in the ledger, unless a Connector of its own describes the
     * connector. The values are left to it, too.
     */
    private Progress ofAnotherOperator(Deleted deleted, ConnectCluster cluster) {
        if (!NamespaceAccess.isRecorded(deleted.connector(), cluster)) {
            return new Progress.Done();
        }
        WorkerlessDeletion.Result result = workerless.remember(
                deleted,
                "another operator looks after ConnectCluster %s"
                        .formatted(deleted.cluster().name()));
        return result instanceof WorkerlessDeletion.Result.Remembered remembered
                ? owed(deleted, remembered)
                : released(deleted, result);
    }

    private static Progress held(String until) {
        return new Progress.Waiting(
                new Verdict.Progressing(Reason.ReconciliationPaused, "the connector is deleted when " + until),
                Assessment.RESYNC);
    }

    /** @param ends whether the cluster is being deleted */
    private Progress unanswered(Deleted deleted, boolean ends) {
        boolean given = ends && deadline.isPollOverdue(sessions.awaitedSince(deleted.cluster()));
        return remembered(
                deleted,
                "no worker of ConnectCluster %s has answered yet"
                        .formatted(deleted.cluster().name()),
                given || deadline.isOver(deleted));
    }

    private Progress standalone(Deleted deleted, RedactedSession session) throws InterruptedException {
        try {
            if (isListed(deleted, session)) {
                return delisted(deleted);
            }
            return session.view(deleted.name()) instanceof ClusterView.NoWorkers
                    ? withoutValues(deleted, new Progress.Done())
                    : rest.advance(deleted, session)
                            .map(left -> unfinished(deleted, left.what()))
                            .orElseGet(() -> withoutValues(deleted, new Progress.Done()));
        } catch (ConnectFault fault) {
            return late(deleted, fault.text());
        }
    }

    private Progress distributed(Deleted deleted, RedactedSession session, boolean ends) throws InterruptedException {
        if (session.view(deleted.name()) instanceof ClusterView.NoWorkers) {
            Optional<String> leaving = session.obstacle(deleted.name());
            return leaving.isPresent() && !deadline.isOver(deleted)
                    ? late(deleted, leaving.get())
                    : withoutWorkers(
                            deleted,
                            session,
                            "ConnectCluster %s has no worker"
                                    .formatted(deleted.cluster().name()));
        }
        try {
            return isListed(deleted, session)
                    ? delisted(deleted)
                    : rest.advance(deleted, session)
                            .map(left -> left(deleted, left))
                            .orElseGet(() -> withoutValues(deleted, new Progress.Done()));
        } catch (ConnectFault fault) {
            // Nothing is gained by waiting for workers that are about to go.
            return ends && !(fault instanceof ConnectFault.Busy)
                    ? withoutWorkers(deleted, session, fault.text())
                    : remembered(deleted, fault.text(), deadline.isOver(deleted));
        }
    }

    /** What a standalone worker starts with is changed first: whatever happens in between, nothing comes back. */
    private static boolean isListed(Deleted deleted, RedactedSession session) {
        return deleted.stops()
                ? session.startSet().mayRun(deleted.name())
                : session.startSet().mayStart(deleted.name());
    }

    private Progress delisted(Deleted deleted) {
        sessions.ownershipChanged(deleted.cluster());
        return unfinished(deleted, "the connector is being removed from the connectors that the worker starts with");
    }

    private Progress left(Deleted deleted, RestDeletion.Left left) {
        if (left.asked() && deadline.isRecent(deleted)) {
            return new Progress.Ending(SOON);
        }
        return deadline.isOver(deleted) && !left.asked()
                ? remembered(deleted, left.what(), true)
                : unfinished(deleted, left.what());
    }

    private Progress withoutWorkers(Deleted deleted, RedactedSession session, String why) throws InterruptedException {
        return released(deleted, workerless.end(deleted, session, why));
    }

    /** @param now whether nothing else can be hoped for */
    private Progress remembered(Deleted deleted, String why, boolean now) {
        return now ? released(deleted, workerless.remember(deleted, why)) : late(deleted, why);
    }

    private Progress released(Deleted deleted, WorkerlessDeletion.Result result) {
        return switch (result) {
            case WorkerlessDeletion.Result.Ended ended ->
                withoutValues(
                        deleted,
                        new Progress.LetGo(
                                "EndedWithoutWorkers",
                                "no worker could be reached; the connector is %s in the config topic, which workers read when they start"
                                        .formatted(deleted.end())));
            case WorkerlessDeletion.Result.Remembered remembered -> {
                sessions.ownershipChanged(deleted.cluster());
                yield withoutValues(deleted, owed(deleted, remembered));
            }
            case WorkerlessDeletion.Result.Failed failed -> late(deleted, failed.why());
            case WorkerlessDeletion.Result.NamespaceEnds ends -> late(deleted, ends.why());
        };
    }

    private static Progress.LetGo owed(Deleted deleted, WorkerlessDeletion.Result.Remembered remembered) {
        return new Progress.LetGo(
                "DeletionOwed",
                "the connector could not be %s (%s); this is recorded with the ConnectCluster and done before the connector runs again"
                        .formatted(deleted.end(), remembered.why()));
    }

    /** A connector that stays configured needs its values whenever it is started. */
    private Progress withoutValues(Deleted deleted, Progress then) {
        if (ConnectorDisposition.DELETE.equals(deleted.connector().getSpec().getDeletionPolicy())) {
            values.forget(deleted.cluster(), deleted.name());
        }
        return then;
    }

    /** Continues automatically until a deadline. */
    private Progress unfinished(Deleted deleted, String what) {
        return deadline.isOver(deleted)
                ? new Progress.GivenUp(what)
                : new Progress.Waiting(new Verdict.Progressing(Reason.Deleting, what), SOON);
    }

    private Progress late(Deleted deleted, String why) {
        if (deadline.isOver(deleted)) {
            return new Progress.GivenUp(why);
        }
        return new Progress.Waiting(
                new Verdict.Progressing(
                        Reason.Deleting,
                        "the connector cannot be deleted from the workers yet: %s; waiting until %s"
                                .formatted(why, deadline.end(deleted))),
                RETRY);
    }

    /** Somebody describes the connector, whatever an earlier Connector left to be done. */
    void described(Connector connector) {
        workerless.cancel(connector);
    }
}

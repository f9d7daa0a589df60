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
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.RedactedSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between {@code kubectl delete connector} and the end of the Connector. Living workers are asked; what can be
 * asked of none is ended in the config topic or remembered. Lets go after a deadline whatever happens: a finalizer must never
 * hang.
 */
public final class ConnectorDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorDeletion.class);

    private static final String STANDALONE = "Standalone";

    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Ownership ownership;
    private final RedactedSessions sessions;
    private final ConnectorValues values;
    private final WorkerlessDeletion workerless;
    private final RestDeletion rest;
    private final Duration deadline;
    private final Clock clock;

    /**
     * @param deadline how long workers that do not answer are asked before the Connector is let go
     */
    public ConnectorDeletion(
            Ownership ownership,
            RedactedSessions sessions,
            ConnectorValues values,
            Ledger ledger,
            Events events,
            OffsetsOnce offsets,
            Duration deadline,
            Clock clock) {
        this(ownership, sessions, values, ledger, new ConnectorEvents(events)::offsetsRemain, offsets, deadline, clock);
    }

    /** @param offsetsRemain receives connectors that were deleted without their offsets, and the reason */
    ConnectorDeletion(
            Ownership ownership,
            RedactedSessions sessions,
            ConnectorValues values,
            Ledger ledger,
            BiConsumer<Connector, String> offsetsRemain,
            OffsetsOnce offsets,
            Duration deadline,
            Clock clock) {
        this.ownership = ownership;
        this.sessions = sessions;
        this.values = values;
        this.workerless = new WorkerlessDeletion(ledger);
        this.rest = new RestDeletion(offsetsRemain, offsets, clock);
        this.deadline = deadline;
        this.clock = clock;
    }

    sealed interface Progress {
        /** Nothing is left to do. */
        record Done() implements Progress {}

        /** Nothing is left that needs the Connector, but there is something to say. */
        record LetGo(String reason, String note) implements Progress {}

        /** The workers did not answer for too long. */
        record GivenUp(String why) implements Progress {}

        record Waiting(Verdict verdict, Duration again) implements Progress {}
    }

    /** Whatever happens, the Connector goes when its deadline has passed. */
    Progress advance(Connector connector, Optional<ConnectCluster> cluster) {
        try {
            return next(connector, cluster);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return late(connector, "the operator is stopping");
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("The deletion of a connector failed");
            return late(connector, "the operator failed: " + failed.getMessage());
        }
    }

    private Progress next(Connector connector, Optional<ConnectCluster> cluster) throws InterruptedException {
        if (ownership.consent(connector, cluster) == Consent.None
                || ownership.hasTwin(connector)
                || !ConnectorDisposition.DELETES.contains(connector.getSpec().getDeletionPolicy())) {
            return new Progress.Done();
        }
        if (ConnectorParser.handsOff(connector)) {
            return held("the annotation %s is removed".formatted(ConnectorParser.PAUSED));
        }
        ClusterId id = ConnectorParser.clusterOf(connector);
        String name = ConnectorParser.connectName(connector);
        if (cluster.isEmpty()) {
            return withoutCluster(connector, id, name);
        }
        boolean ends = StatusWriter.isTerminating(cluster.get());
        if (!ends && Boolean.TRUE.equals(cluster.get().getSpec().getPaused())) {
            return held("spec.paused of ConnectCluster %s is false".formatted(id.name()));
        }
        boolean standalone = STANDALONE.equals(cluster.get().getSpec().getMode());
        if (ends && standalone) {
            // The list of what it starts with goes with it.
            return new Progress.Done();
        }
        Optional<RedactedSession> session =
                sessions.find(id, text -> values.redactor(id, name).apply(text));
        if (session.isEmpty()) {
            String why = "no worker of ConnectCluster %s has answered yet".formatted(id.name());
            // After a restart of the operator they are about to be asked.
            boolean given =
                    ends && clock.instant().isAfter(sessions.awaitedSince(id).plus(ConnectorReconciliation.FIRST_LOOK));
            return remembered(connector, id, name, why, given || isLate(connector));
        }
        if (!standalone && session.get().view(name) instanceof ClusterView.NoWorkers) {
            Optional<String> leaving = session.get().obstacle(name);
            return leaving.isPresent() && !isLate(connector)
                    ? late(connector, leaving.get())
                    : withoutWorkers(
                            connector, id, name, session.get(), "ConnectCluster %s has no worker".formatted(id.name()));
        }
        try {
            return carryOut(connector, id, name, session.get(), standalone);
        } catch (ConnectFault fault) {
            if (standalone) {
                return late(connector, fault.text());
            }
            // Nothing is gained by waiting for workers that are about to go.
            return ends && !(fault instanceof ConnectFault.Busy)
                    ? withoutWorkers(connector, id, name, session.get(), fault.text())
                    : remembered(connector, id, name, fault.text(), isLate(connector));
        }
    }

    /** A distributed cluster does not go before its Connectors; with a standalone one goes what it would start. */
    private Progress withoutCluster(Connector connector, ClusterId id, String name) {
        if (NamespaceAccess.recorded(connector) == null) {
            // As with a name that is mistyped: no worker has ever been asked for it.
            return new Progress.Done();
        }
        WorkerlessDeletion.Outcome outcome =
                workerless.remember(connector, id, name, "there is no ConnectCluster %s".formatted(id.name()));
        return outcome instanceof WorkerlessDeletion.Outcome.NamespaceEnds
                ? withoutValues(connector, id, name, new Progress.Done())
                : released(connector, id, name, outcome);
    }

    private static Progress held(String until) {
        return new Progress.Waiting(
                new Verdict.Waiting(Reason.ReconciliationPaused, "the connector is deleted when " + until),
                Assessment.RESYNC);
    }

    private Progress withoutWorkers(Connector connector, ClusterId id, String name, RedactedSession session, String why)
            throws InterruptedException {
        return released(connector, id, name, workerless.end(connector, id, name, session, why));
    }

    /** @param now whether nothing else can be hoped for */
    private Progress remembered(Connector connector, ClusterId id, String name, String why, boolean now) {
        return now
                ? released(connector, id, name, workerless.remember(connector, id, name, why))
                : late(connector, why);
    }

    private Progress released(Connector connector, ClusterId id, String name, WorkerlessDeletion.Outcome outcome) {
        String end = ConnectorDisposition.STOP.equals(connector.getSpec().getDeletionPolicy()) ? "stopped" : "deleted";
        return switch (outcome) {
            case WorkerlessDeletion.Outcome.Ended ended ->
                withoutValues(
                        connector,
                        id,
                        name,
                        new Progress.LetGo(
                                "EndedWithoutWorkers",
                                "no worker could be reached; the connector is %s in the config topic, which workers read when they start"
                                        .formatted(end)));
            case WorkerlessDeletion.Outcome.Remembered remembered -> {
                sessions.ownershipChanged(id);
                yield withoutValues(
                        connector,
                        id,
                        name,
                        new Progress.LetGo(
                                "DeletionOwed",
                                "the connector could not be %s (%s); this is recorded with the ConnectCluster and done before the connector runs again"
                                        .formatted(end, remembered.why())));
            }
            case WorkerlessDeletion.Outcome.Failed failed -> late(connector, failed.why());
            case WorkerlessDeletion.Outcome.NamespaceEnds ends -> late(connector, ends.why());
        };
    }

    /** A connector that stays configured needs its values whenever it is started. */
    private Progress withoutValues(Connector connector, ClusterId id, String name, Progress then) {
        if (ConnectorDisposition.DELETE.equals(connector.getSpec().getDeletionPolicy())) {
            values.forget(id, name);
        }
        return then;
    }

    /** What a standalone worker starts with is changed first: whatever happens in between, nothing comes back. */
    private Progress carryOut(
            Connector connector, ClusterId id, String name, RedactedSession session, boolean standalone)
            throws ConnectFault, InterruptedException {
        boolean stops = ConnectorDisposition.STOP.equals(connector.getSpec().getDeletionPolicy());
        if (stops ? session.startSet().mayRun(name) : session.startSet().mayStart(name)) {
            sessions.ownershipChanged(id);
            return unfinished(
                    connector, "the connector is being removed from the connectors that the worker starts with");
        }
        if (standalone && session.view(name) instanceof ClusterView.NoWorkers) {
            return withoutValues(connector, id, name, new Progress.Done());
        }
        Optional<RestDeletion.Left> left = rest.advance(connector, name, session);
        if (left.isEmpty()) {
            return withoutValues(connector, id, name, new Progress.Done());
        }
        return isLate(connector) && !left.get().asked() && !standalone
                ? remembered(connector, id, name, left.get().what(), true)
                : unfinished(connector, left.get().what());
    }

    /** Continues automatically until a deadline. */
    private Progress unfinished(Connector connector, String what) {
        return isLate(connector)
                ? new Progress.GivenUp(what)
                : new Progress.Waiting(new Verdict.Waiting(Reason.Deleting, what), SOON);
    }

    private Progress late(Connector connector, String why) {
        if (isLate(connector)) {
            return new Progress.GivenUp(why);
        }
        return new Progress.Waiting(
                new Verdict.Waiting(
                        Reason.Deleting,
                        "the connector cannot be deleted from the workers yet: %s; waiting until %s"
                                .formatted(why, end(connector))),
                RETRY);
    }

    private boolean isLate(Connector connector) {
        return clock.instant().isAfter(end(connector));
    }

    private Instant end(Connector connector) {
        return Instant.parse(connector.getMetadata().getDeletionTimestamp()).plus(deadline);
    }

    /** Somebody describes the connector, whatever an earlier Connector left to be done. */
    void described(Connector connector) {
        workerless.cancel(connector);
    }

    /** The Connector is gone. */
    void forget(Connector connector) {
        rest.forget(connector);
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.Tasks;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.wrapped.RedactedConnectApi;
import dev.kafkaconnect.operator.connector.ConnectorDeletion.Deleted;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.observe.LastTasks;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has living workers stop or delete the connector of a Connector that is deleted, and knows when the last of its tasks has
 * ended. Used by {@link ConnectorDeletion}, which knows when to do that, and for how long.
 */
final class RestDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(RestDeletion.class);

    /** A member of a consumer group that has ended without a word is missed after 45 s. */
    private static final Duration OFFSETS_PATIENCE = Duration.ofMinutes(1);

    private final BiConsumer<Connector, String> offsetsRemain;
    private final OffsetsOnce offsets;
    private final Clock clock;

    /**
     * How far a deletion is. Kept for as long as the Connector is there.
     *
     * @param done whether nothing is left to be sent
     * @param withOffsets whether the offsets are still to be deleted first
     */
    record Ending(LastTasks tasks, boolean done, boolean withOffsets) {
        Ending sent() {
            return new Ending(tasks, true, false);
        }

        Ending withoutOffsets() {
            return new Ending(tasks, done, false);
        }
    }

    /** @param offsetsRemain receives the reason why the connector is deleted without its offsets */
    RestDeletion(BiConsumer<Connector, String> offsetsRemain, OffsetsOnce offsets, Clock clock) {
        this.offsetsRemain = offsetsRemain;
        this.offsets = offsets;
        this.clock = clock;
    }

    /**
     * What is waited for.
     *
     * @param asked whether the workers have taken the request, and just tasks are left that have not ended
     */
    record Left(String what, boolean asked) {}

    /** Empty when nothing of the connector can write any more. */
    Optional<Left> advance(Deleted deleted, RedactedSession session) throws ConnectFault, InterruptedException {
        Ending ending = prepared(deleted, session);
        deleted.tracked().ending(ending);
        if (!ending.done()) {
            Optional<String> underWay =
                    session.permitted(deleted.name(), () -> send(deleted, ending.withOffsets(), session));
            if (underWay.isPresent()) {
                return underWay.map(what -> new Left(what, false));
            }
            deleted.tracked().ending(ending.sent());
        }
        return session.running(ending.tasks(), clock.instant()).map(what -> new Left(what, true));
    }

    private Ending prepared(Deleted deleted, RedactedSession session) {
        Ending before = deleted.tracked().ending();
        if (before != null && before.done()) {
            return before;
        }
        LastTasks tasks = session.lastTasks(deleted.name(), clock.instant());
        if (before != null) {
            return new Ending(tasks.and(before.tasks()), false, before.withOffsets());
        }
        boolean unseen = mayHaveTasks(deleted.connector()) && !isSeen(session.view(deleted.name()));
        return new Ending(unseen ? tasks.orUnseen() : tasks, false, deleted.withOffsets());
    }

    /** Whether an earlier operator has seen tasks of it, or has begun to delete it. */
    private static boolean mayHaveTasks(Connector connector) {
        ConnectorStatus status = connector.getStatus();
        if (status == null) {
            return false;
        }
        Tasks tasks = status.getTasks();
        boolean deleting = Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                .anyMatch(condition -> Reason.Deleting.name().equals(condition.getReason()));
        return deleting || tasks != null && tasks.getTotal() != null && tasks.getTotal() > 0;
    }

    private static boolean isSeen(ClusterView view) {
        return view instanceof ClusterView.Seen seen && !seen.connectors().isEmpty();
    }

    private Optional<String> send(Deleted deleted, boolean withOffsets, RedactedSession session) throws ConnectFault {
        RedactedConnectApi api = session.api();
        String name = deleted.name();
        try {
            if (deleted.stops()) {
                api.stop(name);
                return Optional.empty();
            }
            Optional<String> offsets = withOffsets ? deleteOffsets(deleted, api) : Optional.empty();
            if (offsets.isPresent()) {
                return offsets;
            }
            api.delete(name);
            session.startSet().deleted(name, clock.instant());
            LOG.atInfo().addKeyValue("connector", name).log("Delete");
            return Optional.empty();
        } catch (ConnectFault.NotFound gone) {
            return Optional.empty();
        }
    }

    /** A connector that rejects it is deleted without: the deletion matters more. */
    private Optional<String> deleteOffsets(Deleted deleted, RedactedConnectApi api) throws ConnectFault {
        try {
            api.stop(deleted.name());
            api.deleteOffsets(deleted.name());
            return forgotten(deleted);
        } catch (ConnectFault.Rejected rejected) {
            if (rejected.text().contains("must be in the STOPPED state")) {
                return Optional.of("the workers are stopping the connector to delete its offsets");
            }
            goesWithout(deleted, rejected.text());
        } catch (ConnectFault.Crashed crashed) {
            Instant end = deleted.since().plus(OFFSETS_PATIENCE);
            if (clock.instant().isBefore(end)) {
                return Optional.of(
                        "its offsets cannot be deleted yet, and the connector is deleted without them at %s; its consumer group may have members other than its tasks: %s"
                                .formatted(end, crashed.text()));
            }
            goesWithout(deleted, crashed.text());
        }
        return Optional.empty();
    }

    /** What was done to the offsets means nothing without them. */
    private Optional<String> forgotten(Deleted deleted) {
        try {
            offsets.forget(deleted.cluster(), deleted.name());
        } catch (LedgerFault fault) {
            if (clock.instant().isBefore(deleted.since().plus(OFFSETS_PATIENCE))) {
                return Optional.of(
                        "its offsets are deleted, but the record of their changes is not yet: " + fault.text());
            }
            LOG.atWarn()
                    .addKeyValue("connector", deleted.name())
                    .log("The record of changes to its offsets remains: {}", fault.text());
        }
        return Optional.empty();
    }

    private void goesWithout(Deleted deleted, @Nullable String why) {
        Ending ending = deleted.tracked().ending();
        if (ending != null) {
            deleted.tracked().ending(ending.withoutOffsets());
        }
        offsetsRemain.accept(deleted.connector(), String.valueOf(why));
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Phase;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Stored;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange.Result;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry;
import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry.Progress;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a declared change of offsets is carried out once for each id, whatever becomes of the operator, of the
 * Connector and of the API server: the ledger knows of it before the connector is stopped for it, and its outcome before the
 * connector may run again. Called by {@link ConnectorReconciliation} before it plans and after it has acted.
 */
public final class OffsetsOnce {

    /** Ids that are remembered for a connector; a commit that is taken back brings an earlier one. */
    static final int REMEMBERED = 20;

    private final Ledger ledger;
    private final Clock clock;

    public OffsetsOnce(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param problem why it is not known, or not stored, what the plan depends on; null when it is */
    record Settled(ReconcileState memory, @Nullable Verdict problem) {}

    /**
     * @param observed the connector on the workers, null when they have none
     * @param asOf when they were asked
     */
    Settled before(
            DesiredConnector desired, @Nullable ObservedConnector observed, Instant asOf, ReconcileState memory) {
        Settled kept = keep(desired, memory);
        OffsetsChange wanted = desired.offsets();
        if (wanted == null) {
            // One that is added later is to be carried out.
            return new Settled(kept.memory().with(kept.memory().offsets().known()), kept.problem());
        }
        if (kept.memory().offsets().phase(wanted) != Phase.Undecided) {
            return kept;
        }
        OffsetsProgress progress = kept.memory().offsets();
        try {
            List<OffsetsChangeEntry> changes = changes(desired);
            Optional<OffsetsChangeEntry> entry = changes.stream()
                    .filter(change -> change.id().equals(wanted.id()))
                    .findFirst();
            if (entry.isPresent()) {
                return settled(kept, known(entry.get(), progress));
            }
            if (progress.appearedAt() != null && !asOf.isAfter(progress.appearedAt())) {
                return new Settled(kept.memory(), startsLater(wanted));
            }
            return settled(
                    kept,
                    progress.appearedAt() != null && observed != null
                            ? refused(desired, wanted, changes, progress)
                            : begun(desired, wanted, changes, progress));
        } catch (LedgerFault fault) {
            return new Settled(kept.memory().afterWait(), waits(wanted, fault));
        }
    }

    /** Stores what became of a change, if it is not stored yet. */
    Settled keep(DesiredConnector desired, ReconcileState memory) {
        OffsetsProgress progress = memory.offsets();
        Result last = progress.last();
        if (last == null || progress.stored() == Stored.InLedger) {
            return new Settled(memory, null);
        }
        try {
            List<OffsetsChangeEntry> changes = changes(desired);
            OffsetsChangeEntry entry = entry(last);
            if (!changes.contains(entry)) {
                store(desired, entry, changes);
            }
            return settled(new Settled(memory, null), progress.over(last, Stored.InLedger));
        } catch (LedgerFault fault) {
            return progress.stored() == Stored.InStatus
                    ? new Settled(memory, null)
                    : new Settled(
                            memory.afterWait(),
                            verdict(
                                    "the offsets have been changed (%s), and the connector stays stopped until that is stored: %s"
                                            .formatted(last.id(), fault.text()),
                                    fault));
        }
    }

    /** The connector's offsets are deleted with it, and nothing that was done to them means anything any more. */
    void forget(ClusterId cluster, String connectName) throws LedgerFault {
        ledger.keepChanges(cluster, connectName, List.of());
    }

    private static OffsetsProgress known(OffsetsChangeEntry entry, OffsetsProgress progress) {
        return entry.progress() == Progress.Started
                ? progress.begun(entry.id())
                : progress.over(result(entry), Stored.InLedger);
    }

    private static Verdict startsLater(OffsetsChange wanted) {
        return new Verdict.Progressing(
                Reason.ChangingOffsets,
                "the change of offsets %s starts after the next poll of the workers".formatted(wanted.id()));
    }

    private static Settled settled(Settled before, OffsetsProgress progress) {
        return new Settled(before.memory().with(progress).afterWaitIsOver(), null);
    }

    private OffsetsProgress begun(
            DesiredConnector desired, OffsetsChange wanted, List<OffsetsChangeEntry> changes, OffsetsProgress before)
            throws LedgerFault {
        store(desired, new OffsetsChangeEntry(wanted.id(), Progress.Started, null, now()), changes);
        return before.begun(wanted.id());
    }

    private OffsetsProgress refused(
            DesiredConnector desired, OffsetsChange wanted, List<OffsetsChangeEntry> changes, OffsetsProgress before)
            throws LedgerFault {
        Result result = new Result(
                wanted.id(),
                false,
                "the connector existed before this Connector, so the change may already have been applied",
                now());
        store(desired, entry(result), changes);
        return before.over(result, Stored.InLedger);
    }

    private List<OffsetsChangeEntry> changes(DesiredConnector desired) throws LedgerFault {
        return ledger.read(desired.cluster()).changes(desired.connectName());
    }

    private void store(DesiredConnector desired, OffsetsChangeEntry entry, List<OffsetsChangeEntry> before)
            throws LedgerFault {
        List<OffsetsChangeEntry> all = Stream.concat(
                        Stream.of(entry),
                        before.stream().filter(other -> !other.id().equals(entry.id())))
                .limit(REMEMBERED)
                .toList();
        ledger.keepChanges(desired.cluster(), desired.connectName(), all);
    }

    private static OffsetsChangeEntry entry(Result result) {
        return new OffsetsChangeEntry(
                result.id(), result.done() ? Progress.Done : Progress.Failed, result.message(), result.at());
    }

    private static Result result(OffsetsChangeEntry entry) {
        return new Result(entry.id(), entry.progress() == Progress.Done, entry.message(), entry.at());
    }

    private static Verdict waits(OffsetsChange wanted, LedgerFault fault) {
        return verdict(
                "the change of offsets %s is pending, and the connector is not changed: %s"
                        .formatted(wanted.id(), fault.text()),
                fault);
    }

    private static Verdict verdict(String message, LedgerFault fault) {
        return fault instanceof LedgerFault.Unavailable
                ? new Verdict.Progressing(Reason.OffsetsNotRecorded, message)
                : new Verdict.Stalled(Reason.OffsetsNotRecorded, message);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

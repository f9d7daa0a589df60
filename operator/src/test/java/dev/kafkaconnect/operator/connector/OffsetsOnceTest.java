package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.OffsetsOnce.Settled;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Phase;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Stored;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange.Result;
import dev.kafkaconnect.operator.connector.verdict.OffsetsVerdict;
import dev.kafkaconnect.operator.ledger.LedgerFault;
import dev.kafkaconnect.operator.ledger.LedgerInMemory;
import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry;
import dev.kafkaconnect.operator.ledger.OffsetsChangeEntry.Progress;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OffsetsOnceTest {
    private static final Instant NOW = OpenSession.NOW;
    private static final DesiredConnector RESET =
            Given.with(new OffsetsChange("replay", List.of()), Given.desired(TargetState.Running));
    private static final ObservedConnector RUNNING =
            Observations.connector(Map.of(), RunState.Running, null, RunState.Running);
    private static final @Nullable ObservedConnector ABSENT = null;
    private static final Result DONE = new Result("replay", true, null, "2026-01-31T11:00:00Z");
    private static final ReconcileState NEW = ReconcileState.NONE.with(OffsetsProgress.ofNew(NOW.minusSeconds(1)));

    private final LedgerInMemory ledger = new LedgerInMemory();
    private final OffsetsOnce once = new OffsetsOnce(ledger, OpenSession.CLOCK);

    private List<OffsetsChangeEntry> stored() throws LedgerFault {
        return ledger.read(RESET.cluster()).changes("orders");
    }

    private void store(String id, Progress progress) throws LedgerFault {
        ledger.keepChanges(
                RESET.cluster(), "orders", List.of(new OffsetsChangeEntry(id, progress, null, "2026-01-31T11:00:00Z")));
    }

    private Settled before(@Nullable ObservedConnector observed, ReconcileState memory) {
        return once.before(RESET, observed, NOW, memory);
    }

    private static Phase phase(Settled settled) {
        return settled.memory().offsets().phase(RESET.offsets());
    }

    @Test
    void aChangeIsStoredAsBegunBeforeAnythingIsDoneForIt() throws LedgerFault {
        Settled settled = before(RUNNING, ReconcileState.NONE);

        assertThat(phase(settled)).isEqualTo(Phase.Begun);
        assertThat(settled.problem()).isNull();
        assertThat(stored())
                .containsExactly(new OffsetsChangeEntry("replay", Progress.Started, null, "2026-01-31T12:00:00Z"));
    }

    @Test
    void nothingIsDoneWhileThatCannotBeStored() {
        ledger.answers(true, false);

        Settled settled = before(RUNNING, ReconcileState.NONE);

        assertThat(phase(settled)).isEqualTo(Phase.Undecided);
        assertThat(settled.problem())
                .isInstanceOfSatisfying(
                        Verdict.Progressing.class,
                        problem -> assertThat(problem.reason()).isEqualTo(Reason.OffsetsNotRecorded));
        assertThat(settled.memory().writes().failures().inARow()).isOne();
        assertThat(settled.memory().writes().last())
                .isEqualTo(ReconcileState.NONE.writes().last());
    }

    @Test
    void nothingIsDoneWhileItCannotBeReadWhetherItWasDone() {
        ledger.answers(false, true);

        assertThat(phase(before(RUNNING, ReconcileState.NONE))).isEqualTo(Phase.Undecided);
    }

    @Test
    void goesOnWhenItCanBeStoredAgain() {
        ledger.answers(false, false);
        Settled failed = before(RUNNING, ReconcileState.NONE);
        ledger.answers(true, true);

        Settled settled = before(RUNNING, failed.memory());

        assertThat(phase(settled)).isEqualTo(Phase.Begun);
        assertThat(settled.memory().writes().failures().inARow()).isZero();
    }

    @Test
    void aChangeThatAnotherOperatorHasBegunIsCarriedOut() throws LedgerFault {
        store("replay", Progress.Started);

        assertThat(phase(before(RUNNING, ReconcileState.NONE))).isEqualTo(Phase.Begun);
        assertThat(phase(before(RUNNING, NEW))).isEqualTo(Phase.Begun);
    }

    @Test
    void aChangeThatWasCarriedOutForAnEarlierConnectorIsOver() throws LedgerFault {
        store("replay", Progress.Done);
        int written = ledger.written();

        for (ObservedConnector observed : new @Nullable ObservedConnector[] {RUNNING, ABSENT}) {
            Settled settled = before(observed, NEW);

            assertThat(phase(settled)).isEqualTo(Phase.Settled);
            assertThat(settled.memory().offsets().last()).isEqualTo(DONE);
        }
        assertThat(ledger.written()).isEqualTo(written);
    }

    @Test
    void anIdThatWasUsedBeforeTheLastOneIsStillOver() throws LedgerFault {
        store("replay", Progress.Done);
        DesiredConnector next = Given.with(new OffsetsChange("replay-2", List.of()), RESET);
        ReconcileState begun =
                once.before(next, RUNNING, NOW, ReconcileState.NONE).memory();
        ReconcileState changed = begun.afterOffsets(new Result("replay-2", true, null, "2026-01-31T12:00:00Z"), NOW);
        ReconcileState after = once.keep(next, changed).memory();

        assertThat(phase(before(RUNNING, after))).isEqualTo(Phase.Settled);
    }

    @Test
    void aNewConnectorThatFindsItsConnectorRunningDoesNotCarryItOut() throws LedgerFault {
        Settled settled = before(RUNNING, NEW);

        assertThat(phase(settled)).isEqualTo(Phase.Settled);
        Verdict verdict = OffsetsVerdict.of(RESET, settled.memory(), new Verdict.Ready(Reason.Running, "it runs"));
        assertThat(verdict.reason()).isEqualTo(Reason.OffsetsRefused);
        assertThat(verdict.message()).contains("existed before", "new id");
        assertThat(stored()).extracting(OffsetsChangeEntry::progress).containsExactly(Progress.Failed);
        assertThat(phase(before(RUNNING, ReconcileState.NONE)))
                .as("to the next operator")
                .isEqualTo(Phase.Settled);
    }

    @Test
    void whatANewConnectorFoundIsNotDecidedFromALookThatIsOlderThanItself() {
        Settled settled = once.before(RESET, RUNNING, NOW.minusSeconds(1), NEW);

        assertThat(phase(settled)).isEqualTo(Phase.Undecided);
        assertThat(settled.problem()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    void aNewConnectorThatFindsNothingCarriesItOut() {
        assertThat(phase(before(ABSENT, NEW))).isEqualTo(Phase.Begun);
    }

    @Test
    void aChangeThatIsAddedToAnAdoptedConnectorIsCarriedOut() {
        ReconcileState adopted = once.before(Given.desired(TargetState.Running), RUNNING, NOW, NEW)
                .memory();

        assertThat(phase(before(RUNNING, adopted))).isEqualTo(Phase.Begun);
    }

    @Test
    void theConnectorDoesNotRunAgainBeforeTheOutcomeIsStored() throws LedgerFault {
        ReconcileState changed = before(RUNNING, ReconcileState.NONE).memory().afterOffsets(DONE, NOW);
        ledger.answers(true, false);

        Settled kept = once.keep(RESET, changed);

        assertThat(phase(kept)).isEqualTo(Phase.NotStored);
        assertThat(kept.problem()).isInstanceOfSatisfying(Verdict.Progressing.class, problem -> {
            assertThat(problem.reason()).isEqualTo(Reason.OffsetsNotRecorded);
            assertThat(problem.message()).contains("stays stopped", "replay");
        });
        ledger.answers(true, true);
        assertThat(phase(before(RUNNING, kept.memory()))).isEqualTo(Phase.Settled);
        assertThat(stored()).extracting(OffsetsChangeEntry::progress).containsExactly(Progress.Done);
    }

    @Test
    void whatOnlyTheStatusTellsIsStoredWithoutHoldingUpAnything() throws LedgerFault {
        ReconcileState fromStatus = ReconcileState.NONE.with(OffsetsProgress.fromStatus(DONE));
        ledger.answers(false, false);
        Settled settled = before(RUNNING, fromStatus);

        assertThat(phase(settled)).isEqualTo(Phase.Settled);
        assertThat(settled.problem()).isNull();

        ledger.answers(true, true);
        Settled later = before(RUNNING, settled.memory());
        assertThat(later.memory().offsets().stored()).isEqualTo(Stored.InLedger);
        assertThat(stored()).extracting(OffsetsChangeEntry::id).containsExactly("replay");
    }

    @Test
    void noMoreIdsAreRememberedThanThereIsRoomFor() throws LedgerFault {
        ReconcileState memory = ReconcileState.NONE;
        for (int change = 0; change < OffsetsOnce.REMEMBERED + 5; change++) {
            DesiredConnector desired = Given.with(new OffsetsChange("id-" + change, List.of()), RESET);
            memory = once.before(desired, RUNNING, NOW, memory).memory();
        }

        assertThat(stored()).hasSize(OffsetsOnce.REMEMBERED);
        assertThat(stored().getFirst().id()).isEqualTo("id-" + (OffsetsOnce.REMEMBERED + 4));
    }
}

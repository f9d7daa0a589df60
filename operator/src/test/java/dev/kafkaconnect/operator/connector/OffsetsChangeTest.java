package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.refusal.OffsetsFault;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsChangeTest {
    private static final OffsetsChange RESET = new OffsetsChange("replay", List.of());
    private static final OffsetsChange SET =
            new OffsetsChange("replay", List.of(new ConnectorOffset(Map.of("file", "a.txt"), Map.of("position", 7))));
    private static final String OTHER_MEMBERS =
            "Failed to reset consumer group offsets for connector orders either because its tasks haven't stopped"
                    + " completely yet or the connector was resumed before the request to reset its offsets could be"
                    + " successfully completed. If the connector is in a stopped state, this operation can be safely"
                    + " retried.";
    private final OpenSession open = new OpenSession();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void removesAllOffsets() {
        AppliedSteps outcome = act(RESET);

        assertThat(open.workers.requests()).containsExactly("deleteOffsets");
        assertThat(outcome.memory().offsets().last())
                .isEqualTo(new OffsetsChange.Result("replay", true, null, "2026-01-31T12:00:00Z"));
        assertThat(outcome.done()).containsExactly(new Step.ChangeOffsets());
    }

    @Test
    void setsOffsets() {
        act(SET);

        assertThat(open.workers.requests()).containsExactly("alterOffsets");
    }

    @Test
    void keepsWhatTheWorkersHaveAgainstIt() {
        open.workers.answer("alterOffsets", new ConnectFault.Rejected("no such partition"));

        AppliedSteps outcome = act(SET);

        assertThat(outcome.memory().offsets().last())
                .isEqualTo(new OffsetsChange.Result("replay", false, "no such partition", "2026-01-31T12:00:00Z"));
        assertThat(outcome.done()).isEmpty();
    }

    @Test
    void isTriedAgainWhileTheConnectorIsStillStopping() {
        open.workers.answer(
                "deleteOffsets",
                new ConnectFault.Rejected(
                        "Connectors must be in the STOPPED state before their offsets can be modified."));

        AppliedSteps outcome = act(RESET);

        assertThat(outcome.memory().offsets().last()).isNull();
        assertThat(outcome.problem()).extracting(Verdict::reason).isEqualTo(Reason.Rebalancing);
    }

    @Test
    void isTriedAgainWhenTheWorkersDoNotAnswer() {
        open.workers.answer("deleteOffsets", new ConnectFault.Unreachable("no answer"));

        AppliedSteps outcome = act(RESET);

        assertThat(outcome.memory().offsets().last()).isNull();
        assertThat(outcome.problem()).isInstanceOf(Verdict.Progressing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OTHER_MEMBERS,
                "Failed to alter consumer group offsets for connector orders",
                "Failed to list offsets prior to resetting offsets for sink connector orders",
                "Failed to modify offsets for source connector orders",
                "Failed to read to end of config topic before modifying connector offsets",
                "Failed to perform zombie fencing for source connector prior to modifying offsets",
                "Timed out while attempting to modify offsets for source connector orders",
            })
    void isTriedAgainForAsLongAsItMayPass(String text) {
        open.workers.answer("deleteOffsets", new ConnectFault.Crashed(text));
        Instant since = OpenSession.NOW.minus(OffsetsFault.PATIENCE);

        AppliedSteps outcome = act(RESET, ReconcileState.NONE.with(OffsetsProgress.NONE.tried(since)));

        assertThat(outcome.memory().offsets().last()).isNull();
        assertThat(outcome.memory().offsets().triedSince()).isEqualTo(since);
        assertThat(outcome.memory().writes().failures().inARow()).isOne();
        assertThat(outcome.problem()).isInstanceOfSatisfying(Verdict.Progressing.class, waiting -> {
            assertThat(waiting.reason()).isEqualTo(Reason.ChangingOffsets);
            assertThat(waiting.message()).contains("stays stopped", "2026-01-31T12:00:00Z");
        });
    }

    @Test
    void isGivenUpWhenItDoesNotPass() {
        open.workers.answer("deleteOffsets", new ConnectFault.Crashed(OTHER_MEMBERS));
        Instant since = OpenSession.NOW.minus(OffsetsFault.PATIENCE).minusMillis(1);

        AppliedSteps outcome = act(RESET, ReconcileState.NONE.with(OffsetsProgress.NONE.tried(since)));

        OffsetsChange.Result result =
                Objects.requireNonNull(outcome.memory().offsets().last());
        assertThat(result.done()).isFalse();
        assertThat(result.message()).contains("consumer group connect-orders has other members");
    }

    @Test
    void isNotGivenUpBecauseOfARebalance() {
        open.workers.answer("deleteOffsets", new ConnectFault.Busy("a rebalance is expected"));
        Instant since = OpenSession.NOW.minus(Duration.ofHours(1));

        AppliedSteps outcome = act(RESET, ReconcileState.NONE.with(OffsetsProgress.NONE.tried(since)));

        assertThat(outcome.memory().offsets().last()).isNull();
    }

    @Test
    void isTriedUntilItsDeadlineFromTheFirstTimeOn() {
        open.workers.answer("deleteOffsets", new ConnectFault.Crashed(OTHER_MEMBERS));

        AppliedSteps outcome = act(RESET);

        assertThat(outcome.memory().offsets().triedSince()).isEqualTo(OpenSession.NOW);
        assertThat(outcome.problem()).extracting(Verdict::message).asString().contains("connect-orders", "12:05:00Z");
    }

    @Test
    void whatTheWorkersHaveAgainstItIsShortened() {
        open.workers.answer("alterOffsets", new ConnectFault.Crashed("x".repeat(5_000)));

        OffsetsChange.Result result =
                Objects.requireNonNull(act(SET).memory().offsets().last());

        assertThat(result.message()).hasSizeLessThan(500);
    }

    private AppliedSteps act(OffsetsChange change) {
        return act(change, ReconcileState.NONE);
    }

    private AppliedSteps act(OffsetsChange change, ReconcileState memory) {
        DesiredConnector desired = Given.with(change, Given.desired(TargetState.Running));
        return new ConnectorActor(Given.noValues(), OpenSession.CLOCK)
                .act(List.of(new Step.ChangeOffsets()), desired, memory, open.session);
    }
}

package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress.Phase;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorActorTest {
    private static final Map<String, String> CONFIG = Map.of("connector.class", "org.example.Source");
    private static final DesiredConnector DESIRED = Given.desired(CONFIG, TargetState.Running);
    private static final Verdict STOPPING = new Verdict.Progressing(
            Reason.Rebalancing,
            "the workers are busy; retrying: payments-worker-2 is stopping and may be the leader of the group");

    private final OpenSession open = new OpenSession();
    private final ConnectorActor actor = new ConnectorActor(Given.noValues(), OpenSession.CLOCK);

    @BeforeEach
    void nothingIsWrongWithAnyConfig() {
        open.workers.answer("validate", Map.of());
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void carriesOutTheStepsInTheirOrder() {
        AppliedSteps outcome = act(new Step.PutConfig(), new Step.Resume());

        assertThat(open.workers.requests()).containsExactly("validate", "putConfig", "resume");
        assertThat(outcome.done()).containsExactly(new Step.PutConfig(), new Step.Resume());
        assertThat(outcome.problem()).isNull();
    }

    @Test
    void sendsNothingWhileItWaits() {
        act(new Step.WaitUntil(OpenSession.NOW.plusSeconds(1)));

        assertThat(open.workers.requests()).isEmpty();
    }

    @Test
    void changesNothingWhileAWorkerIsStoppingAndSaysWhich() {
        open.pods.leaving.add("payments-worker-2");

        AppliedSteps outcome = act(new Step.PutConfig());

        assertThat(open.workers.requests()).containsExactly("validate");
        assertThat(outcome.done()).isEmpty();
        assertThat(outcome.problem()).isEqualTo(STOPPING);
    }

    @Test
    void aConfigThatWasCheckedWhileAWorkerWasStoppingIsSentWithoutAnotherCheck() {
        open.pods.leaving.add("payments-worker-2");
        ReconcileState memory = act(new Step.PutConfig()).memory();
        open.pods.leaving.clear();

        await().untilAsserted(() -> assertThat(actor.act(List.of(new Step.PutConfig()), DESIRED, memory, open.session)
                        .done())
                .isNotEmpty());

        assertThat(open.workers.requests()).containsExactly("validate", "putConfig");
    }

    @Test
    void aCheckThatMeetsAWorkerThatIsStoppingIsPutOffToo() {
        open.pods.leaving.add("payments-worker-2");
        open.workers.answer("validate", new ConnectFault.Unreachable("connection refused"));

        AppliedSteps outcome = act(new Step.PutConfig());

        assertThat(outcome.problem()).isEqualTo(STOPPING);
        assertThat(outcome.memory()).isEqualTo(ReconcileState.NONE.afterPutOff());
    }

    @Test
    void whatIsPutOffIsRepeatedSoonHoweverOftenAndNeedsNoOtherLookAtTheWorkers() {
        open.pods.leaving.add("payments-worker-2");
        ReconcileState failedOften = ReconcileState.NONE;
        for (int times = 0; times < 5; times++) {
            failedOften = failedOften.afterFailure(STOPPING, OpenSession.NOW.minusSeconds(9));
        }

        ReconcileState memory = actor.act(List.of(new Step.Pause()), DESIRED, failedOften, open.session)
                .memory();

        assertThat(memory.writes().failures().inARow()).isOne();
        assertThat(memory.writes().last()).isEqualTo(OpenSession.NOW.minusSeconds(9));
    }

    @Test
    void doesNotRepeatAConfigThatIsTooLargeForKafka() {
        open.workers.answer("putConfig", new ConnectFault.Crashed("Error writing connector configuration to Kafka"));
        DesiredConnector large = Given.desired(Map.of("text", "x".repeat(1_100_000)), TargetState.Running);

        AppliedSteps outcome = actor.act(List.of(new Step.PutConfig()), large, ReconcileState.NONE, open.session);

        assertThat(outcome.problem()).isInstanceOf(Verdict.Stalled.class);
        assertThat(outcome.memory().refuses(large.config(), OpenSession.NOW)).isTrue();
        assertThat(act(new Step.PutConfig()).problem()).isInstanceOf(Verdict.Progressing.class);
    }

    @Test
    void doesNotSendAConfigThatTheWorkersObjectTo() {
        open.workers.answer("validate", Map.of("topic", List.of("is missing")));

        AppliedSteps outcome = act(new Step.PutConfig(), new Step.Resume());

        assertThat(open.workers.requests()).containsExactly("validate");
        assertThat(outcome.problem()).isInstanceOf(Verdict.Stalled.class);
        assertThat(outcome.memory().refuses(CONFIG, OpenSession.NOW.plusSeconds(29)))
                .isTrue();
        assertThat(outcome.memory().refuses(CONFIG, OpenSession.NOW.plusSeconds(30)))
                .isFalse();
    }

    @Test
    void triesARefusedConfigLessAndLessOftenButAtLeastEveryFiveMinutes() {
        open.workers.answer("putConfig", new ConnectFault.Rejected("topic is wrong"));

        ReconcileState memory = ReconcileState.NONE;
        for (int seconds : List.of(30, 60, 120, 240, 300, 300)) {
            memory = actor.act(List.of(new Step.PutConfig()), DESIRED, memory, open.session)
                    .memory();

            assertThat(memory.refuses(CONFIG, OpenSession.NOW.plusSeconds(seconds - 1)))
                    .isTrue();
            assertThat(memory.refuses(CONFIG, OpenSession.NOW.plusSeconds(seconds)))
                    .isFalse();
        }
    }

    @Test
    void aConnectorThatExistsUnseenIsWaitedFor() {
        open.workers.answer("create", new ConnectFault.AlreadyExists("Connector orders already exists"));

        AppliedSteps outcome = act(new Step.Create(InitialState.RUNNING));

        assertThat(outcome.problem())
                .isInstanceOfSatisfying(
                        Verdict.Progressing.class,
                        problem -> assertThat(problem.reason()).isEqualTo(Reason.Starting));
        assertThat(outcome.memory())
                .isEqualTo(ReconcileState.NONE
                        .afterApproval(CONFIG, OpenSession.NOW)
                        .afterConflict(Objects.requireNonNull(outcome.problem()), OpenSession.NOW));
        assertThat(outcome.memory().writes().failures().inARow()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"busy, Rebalancing", "silent, WorkerError", "broken, WorkerError"})
    void stopsAtTheFirstStepThatFailsAndTriesAgain(String fault, Reason reason) {
        open.workers.answer("pause", fault(fault));

        AppliedSteps outcome = act(new Step.Pause(), new Step.Restart());

        assertThat(open.workers.requests()).containsExactly("pause");
        assertThat(outcome.done()).isEmpty();
        assertThat(outcome.problem())
                .isInstanceOfSatisfying(
                        Verdict.Progressing.class,
                        problem -> assertThat(problem.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource({"busy, true", "silent, true", "broken, true", "crashed, false"})
    void aChangeOfOffsetsThatMayNotHaveReachedConnectIsRepeated(String fault, boolean repeated) {
        DesiredConnector changing = Given.with(new OffsetsChange("first", List.of()), DESIRED);
        ReconcileState begun = Given.offsetsBegun("first", ReconcileState.NONE);
        open.workers.answer("deleteOffsets", fault(fault));

        AppliedSteps outcome = actor.act(List.of(new Step.ChangeOffsets()), changing, begun, open.session);

        assertThat(outcome.memory().offsets().phase(changing.offsets()))
                .isEqualTo(repeated ? Phase.Begun : Phase.NotStored);
    }

    private AppliedSteps act(Step... steps) {
        return actor.act(List.of(steps), DESIRED, ReconcileState.NONE, open.session);
    }

    private static ConnectFault fault(String kind) {
        return switch (kind) {
            case "busy" -> new ConnectFault.Busy("a rebalance is expected");
            case "crashed" -> new ConnectFault.Crashed("out of luck");
            case "silent" -> new ConnectFault.Unreachable("no answer");
            default -> new ConnectFault.Broken("out of luck");
        };
    }
}

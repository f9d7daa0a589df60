package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.FailedTasks;
import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.OffsetsListing;
import dev.kafkaconnect.operator.connector.plan.OffsetsProgress;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Restarts;
import dev.kafkaconnect.operator.connector.spec.DeadLetterQueue;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorStatusFactoryTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    @Test
    void doesNotCallAConnectorAbsentThatItCouldNotAskAbout() {
        Verdict silent = new Verdict.Unknown(Reason.RestUnreachable, "the workers did not answer within 8 s");

        ConnectorStatus status = status(Given.unreachable(silent));

        assertThat(status.getState()).isEqualTo("Unknown");
        assertThat(status.getConditions())
                .extracting(Condition::getType, Condition::getStatus)
                .contains(tuple("Ready", "Unknown"))
                .doesNotContain(tuple("TasksReady", "True"));
    }

    @Test
    void whatWasSeenLastIsShownWhileTheWorkersAreSilent() {
        ObservedConnector observed = Observations.connector(
                Map.of(), RunState.Running, "connection lost", RunState.Running, RunState.Failed);
        Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
        connector.setStatus(ConnectorStatusFactory.status(
                connector,
                Given.findings(Given.desired(TargetState.Running), Given.WAITING, observed),
                Advice.NONE,
                NOW));

        ConnectorStatus status = ConnectorStatusFactory.status(
                connector,
                Given.unreachable(new Verdict.Unknown(Reason.RestUnreachable, "no answer; last seen at noon")),
                Advice.NONE,
                NOW);

        assertThat(status.getState()).isEqualTo("Unknown");
        assertThat(status.getTasksReady()).isEqualTo("1/2");
        assertThat(status.getTasks().getFailed()).isEqualTo(1);
        assertThat(status.getFailedTasks()).hasSize(1);
        assertThat(status.getType()).isEqualTo(connector.getStatus().getType());
    }

    @Test
    void aRefusedConfigIsNotValid() {
        Verdict refusal = new Verdict.Stalled(Reason.PluginMissing, "the connector class is not installed");

        ConnectorStatus status = status(Given.refused(refusal, null, ReconcileState.NONE));

        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("ConfigValid"))
                .extracting(Condition::getStatus, Condition::getReason)
                .containsExactly(tuple("False", "PluginMissing"));
    }

    @Test
    void aConfigThatTheWorkersDoNotHaveYetIsNotCalledValid() {
        DesiredConnector desired = Given.desired(Map.of("topic", "words"), TargetState.Running);
        ObservedConnector observed =
                Observations.connector(Map.of("topic", "lines"), RunState.Running, null, RunState.Running);
        Verdict verdict = new Verdict.Progressing(Reason.Updating, "a change is being applied");

        ConnectorStatus status = status(Given.findings(desired, verdict, observed));

        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("ConfigValid"))
                .extracting(Condition::getStatus)
                .containsExactly("Unknown");
    }

    @Test
    void listsTheFirstTenOfManyFailedTasksAndCountsThemAll() {
        RunState[] tasks = Collections.nCopies(1000, RunState.Failed).toArray(RunState[]::new);
        ObservedConnector observed = Observations.connector(Map.of(), RunState.Running, "connection lost", tasks);
        Verdict verdict = new Verdict.Stalled(Reason.TasksFailed, "all tasks have failed");

        ConnectorStatus status = status(Given.findings(null, verdict, observed));

        assertThat(status.getTasks().getFailed()).isEqualTo(1000);
        assertThat(status.getFailedTasks())
                .extracting(FailedTasks::getId)
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void tellsOfRestartsAndOffsets() {
        ReconcileState memory = ReconcileState.NONE.with(new ReconcileState.PersistedState(
                new Restarts(3, NOW.minusSeconds(60), NOW.plusSeconds(20)),
                "monday",
                OffsetsProgress.fromStatus(
                        new OffsetsChange.Result("replay", false, "no such topic", "2026-01-31T11:00:00Z")),
                null));
        Verdict verdict = new Verdict.Progressing(Reason.TasksFailed, "a task has failed");

        ConnectorStatus status = status(new ConnectorFindings(null, verdict, null, false, null, memory));

        assertThat(status.getRestartedAt()).isEqualTo("monday");
        assertThat(status.getRestarts())
                .extracting("count", "lastAt", "nextAt")
                .containsExactly(3, "2026-01-31T11:59:00.123Z", "2026-01-31T12:00:20.123Z");
        assertThat(status.getOffsets())
                .extracting("id", "result", "message", "at")
                .containsExactly("replay", "Failed", "no such topic", "2026-01-31T11:00:00Z");
    }

    @Test
    void tellsOfAdviceListedOffsetsAndDeadLetters() {
        DesiredConnector desired = Given.with(
                new DeadLetterQueue(new TopicSpec("dead letter", "orders-dlq", 1, 3), true, true),
                Given.desired(TargetState.Running));
        Advice advice = Advice.NONE
                .withAdvice(List.of("one task is enough"))
                .with(new Advice.DeadLetters("orders-dlq", 7))
                .with(OffsetsListing.done("monday", "orders-offsets", NOW));

        ConnectorStatus status = status(Given.findings(desired, Given.WAITING, null), advice);

        assertThat(status.getAdvice()).containsExactly("one task is enough");
        assertThat(status.getListedOffsets().getConfigMap()).isEqualTo("orders-offsets");
        assertThat(status.getDeadLetterQueue()).extracting("topic", "records").containsExactly("orders-dlq", 7L);
    }

    @Test
    void listsFiftyErrorsByKeyAsLongAsTheConfigIsRefused() {
        Verdict refusal = new Verdict.Stalled(Reason.ConfigInvalid, "many keys are wrong");
        List<ReconcileState.KeyError> errors = IntStream.range(0, 60)
                .mapToObj(i -> new ReconcileState.KeyError("key-" + i, "is wrong"))
                .toList();
        ReconcileState memory = ReconcileState.NONE.afterRefusal(
                new ReconcileState.Refusal(Map.of(), refusal, errors, NOW.plusSeconds(30), Duration.ofSeconds(30)),
                NOW);

        ConnectorStatus refused = status(Given.refused(refusal, null, memory));
        ConnectorStatus mended = status(new ConnectorFindings(null, refusal, null, false, null, memory));

        assertThat(refused.getConfigErrors()).hasSize(50).first().satisfies(error -> {
            assertThat(error.getKey()).isEqualTo("key-0");
            assertThat(error.getMessage()).isEqualTo("is wrong");
        });
        assertThat(mended.getConfigErrors()).isNull();
    }

    @ParameterizedTest(name = "{0} is wanted, connector {1}, tasks {2}: TasksReady {3} ({4})")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Running | Failed  | Running Running | True  | Running
        Running | Failed  | Running Paused  | False | Starting
        Running | Running | Running Failed  | False | TasksFailed
        Running | Running | -               | False | NoTasks
        Running | Running | Running Unverified | Unknown | WorkerNotReady
        Paused  | Failed  | Paused Paused   | True  | Paused
        Paused  | Failed  | Paused Running  | False | Updating
        Paused  | Failed  | Paused Failed   | False | TasksFailed
        Stopped | Running | -               | True  | Stopped
        Stopped | Running | Running         | False | Updating
        """)
    void judgesTheTasksByThemselves(
            TargetState wanted, RunState state, @Nullable String tasks, String truth, String reason) {
        RunState[] states = tasks == null
                ? new RunState[0]
                : Stream.of(tasks.split(" ")).map(RunState::valueOf).toArray(RunState[]::new);
        ObservedConnector observed = Observations.connector(Map.of(), state, null, states);
        Verdict verdict = new Verdict.Stalled(Reason.ConnectorFailed, "the connector has failed");

        ConnectorStatus status = status(Given.findings(Given.desired(wanted), verdict, observed));

        assertThat(status.getConditions())
                .filteredOn(condition -> condition.getType().equals("TasksReady"))
                .extracting(Condition::getStatus, Condition::getReason)
                .containsExactly(tuple(truth, reason));
    }

    private static ConnectorStatus status(ConnectorFindings findings) {
        return status(findings, Advice.NONE);
    }

    private static ConnectorStatus status(ConnectorFindings findings, Advice advice) {
        Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
        return ConnectorStatusFactory.status(connector, findings, advice, NOW);
    }
}

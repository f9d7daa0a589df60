package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.Decision;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.plan.Restarts;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartVerdictTest {
    private static final Instant AS_OF = Instant.parse("2026-01-31T12:00:00Z");
    private static final RestartPolicy TWICE =
            new RestartPolicy(true, 2, Duration.ofSeconds(10), Duration.ofMinutes(10), Duration.ofMinutes(10));
    private static final ObservedConnector FAILED =
            Observations.connector(RunState.Running, RunState.Running, RunState.Failed);

    @Test
    void aFailureThatIsFollowedByARestartMayYetGetBetter() {
        Restarts due = new Restarts(1, AS_OF.minusSeconds(60), AS_OF.plusSeconds(20));

        Verdict verdict = verdict(TWICE, FAILED, due);

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.TasksFailed);
        assertThat(verdict.message()).contains("1 of 2 tasks", "restart 2", "2026-01-31T12:00:20Z");
    }

    @Test
    void afterTheLastRestartSomebodyIsNeeded() {
        Restarts usedUp = new Restarts(2, AS_OF.minusSeconds(60), null);

        Verdict verdict = verdict(TWICE, FAILED, usedUp);

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.RestartsExhausted);
        assertThat(verdict.message()).contains("1 of 2 tasks", "2 times", "kafkaconnect.dev/restartedAt");
    }

    @Test
    void withoutRestartsSomebodyIsNeededAtOnce() {
        Verdict verdict = verdict(Given.NO_RESTARTS, FAILED, Restarts.NONE);

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.TasksFailed);
    }

    @Test
    void restartsOfThePastDoNotMatterToAConnectorThatRuns() {
        ObservedConnector running = Observations.connector(RunState.Running, RunState.Running);

        Verdict verdict = verdict(TWICE, running, new Restarts(2, AS_OF.minusSeconds(60), null));

        assertThat(verdict).isInstanceOf(Verdict.Ready.class);
    }

    @ParameterizedTest(name = "restarted {0} ms before the look: {1}")
    @CsvSource({"-200, has just been performed", "0, has just been performed", "999, has just been performed"})
    void aFailureThatWasJustRestartedIsNoChangeOfTheConfiguration(int millis, String words) {
        ReconcileState restarted = ReconcileState.NONE.afterRestartOfFailed(AS_OF.minusMillis(millis));

        Assessment assessment = conclude(FAILED, restarted);

        assertThat(assessment.verdict()).isInstanceOf(Verdict.Progressing.class);
        assertThat(assessment.verdict().reason()).isEqualTo(Reason.TasksFailed);
        assertThat(assessment.verdict().message()).contains("1 of 2 tasks", "restart 1", words);
        assertThat(assessment.lapses()).isAfter(AS_OF);
    }

    @Test
    void aTaskThatRunsAfterItsRestartIsReadyAtOnce() {
        ReconcileState restarted = ReconcileState.NONE.afterRestartOfFailed(AS_OF.minusMillis(100));
        ObservedConnector running = Observations.connector(RunState.Running, RunState.Running, RunState.Running);

        assertThat(conclude(running, restarted).verdict()).isInstanceOf(Verdict.Ready.class);
    }

    /** The workers note that a task is being restarted before they answer the request. */
    @Test
    void whatIsSeenWhileARestartIsUnderWayIsNoChangeOfTheConfiguration() {
        ReconcileState restarted = ReconcileState.NONE.afterRestartOfFailed(AS_OF.plusMillis(100));
        ObservedConnector restarting = Observations.connector(RunState.Running, RunState.Running, RunState.Restarting);

        assertThat(conclude(restarting, restarted).verdict().reason()).isEqualTo(Reason.Starting);
    }

    @Test
    void whatIsSeenBeforeAConfigurationIsReplacedIsOutdatedThoughARestartWentBefore() {
        ReconcileState changed = ReconcileState.NONE
                .afterRestartOfFailed(AS_OF.plusMillis(100))
                .afterPut(Map.of(), AS_OF.plusMillis(200), AS_OF.plusMillis(300));
        ObservedConnector running = Observations.connector(RunState.Running, RunState.Running);

        assertThat(conclude(running, changed).verdict().reason()).isEqualTo(Reason.Updating);
    }

    @Test
    void aTaskThatFailedAgainIsNotUpdatingHoweverShortAgoTheConfigurationWasReplaced() {
        ReconcileState changed = ReconcileState.NONE.afterPut(Map.of(), AS_OF.minusSeconds(60), AS_OF.minusSeconds(60));
        ReconcileState restarted = changed.afterRestartOfFailed(AS_OF.minusSeconds(3))
                .with(new Restarts(1, AS_OF.minusSeconds(3), AS_OF.plusSeconds(17)));

        Assessment assessment = conclude(FAILED, restarted);

        assertThat(assessment.verdict().reason()).isEqualTo(Reason.TasksFailed);
        assertThat(assessment.verdict().message()).contains("restart 2 is due");
    }

    @Test
    void aRestartThatSomebodyAskedForIsNotCalledAChangedConfiguration() {
        ReconcileState restarted = ReconcileState.NONE.afterRestart("monday", AS_OF.minusMillis(100));

        Verdict verdict = conclude(FAILED, restarted).verdict();

        assertThat(verdict.reason()).isEqualTo(Reason.Updating);
        assertThat(verdict.message()).contains("being restarted");
    }

    private static Assessment conclude(ObservedConnector observed, ReconcileState memory) {
        DesiredConnector desired = Given.with(TWICE, Given.desired(TargetState.Running));
        Observation look = new Observation(observed, AS_OF, RestartEvidence.Unknown);
        return Assessment.of(desired, look, Decision.NOTHING, AppliedSteps.none(memory), AS_OF.plusMillis(50));
    }

    private static Verdict verdict(RestartPolicy policy, ObservedConnector observed, Restarts restarts) {
        DesiredConnector desired = Given.with(policy, Given.desired(TargetState.Running));
        return ConnectorVerdict.of(
                desired, new Observation(observed, AS_OF, RestartEvidence.Unknown), ReconcileState.NONE.with(restarts));
    }
}

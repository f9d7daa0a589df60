package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.Renewal;
import dev.kafkaconnect.operator.observe.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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

        assertThat(verdict).isInstanceOf(Verdict.Waiting.class);
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

    private static Verdict verdict(RestartPolicy policy, ObservedConnector observed, Restarts restarts) {
        DesiredConnector desired = Given.with(policy, Given.desired(TargetState.Running));
        return ConnectorVerdict.of(
                desired, new ConnectorPass.Look(observed, AS_OF, Renewal.Unknown), Memory.NONE.with(restarts));
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Verdict TROUBLE =
            new Verdict.Progressing(Reason.WorkerError, "the workers failed at the request");

    private static Failures failures(int number) {
        Failures failures = Failures.NONE;
        for (int failure = 0; failure < number; failure++) {
            failures = failures.again(TROUBLE);
        }
        return failures;
    }

    @Test
    void whateverLeadsToAPassNothingIsSentBeforeItsTime() {
        assertThat(Failures.NONE.holdBack(NOW, NOW)).isFalse();
        assertThat(failures(1).holdBack(NOW, NOW.plusMillis(299))).isTrue();
        assertThat(failures(1).holdBack(NOW, NOW.plusMillis(300))).isFalse();
        assertThat(failures(12).holdBack(NOW, NOW.plusSeconds(1))).isFalse();
        assertThat(failures(20).holdBack(NOW, NOW.plusSeconds(29))).isTrue();
        assertThat(failures(20).holdBack(NOW, NOW.plusSeconds(30))).isFalse();
    }

    @Test
    void whatIsWaitedForDoesNotHoldBackWhatComesAfterIt() {
        assertThat(Failures.NONE.again(null).holdBack(NOW, NOW)).isFalse();
    }

    @Test
    void theLastTroubleIsToldUntilTheNextOutcome() {
        DesiredConnector desired = Given.desired(Map.of("topic", "orders"), TargetState.Running);
        ReconcileState memory = ReconcileState.NONE;
        for (int failure = 0; failure < 20; failure++) {
            memory = memory.afterFailure(TROUBLE, NOW);
        }
        Observation look = new Observation(
                Observations.connector(desired.config(), RunState.Running, null, RunState.Failed),
                NOW.plusSeconds(5),
                RestartEvidence.Unknown);

        Assessment meanwhile =
                Assessment.of(desired, look, Decision.NOTHING, AppliedSteps.none(memory), NOW.plusSeconds(10));
        Assessment later =
                Assessment.of(desired, look, Decision.NOTHING, AppliedSteps.none(memory), NOW.plusSeconds(31));

        assertThat(meanwhile.verdict()).isEqualTo(TROUBLE);
        assertThat(later.verdict()).isNotEqualTo(TROUBLE);
    }
}

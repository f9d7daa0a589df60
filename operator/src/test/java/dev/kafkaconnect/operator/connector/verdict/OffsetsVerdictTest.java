package dev.kafkaconnect.operator.connector.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.plan.ReconcileState;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.OffsetsChange;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetsVerdictTest {
    private static final DesiredConnector DESIRED =
            Given.with(new OffsetsChange("replay", List.of()), Given.desired(TargetState.Running));
    private static final ReconcileState REFUSED = Given.offsets(
            new OffsetsChange.Result("replay", false, "no such topic", "2026-01-31T11:00:00Z"), ReconcileState.NONE);
    private static final Verdict READY = new Verdict.Ready(Reason.Running, "it runs");

    @Test
    void aRefusedChangeIsNotReady() {
        Verdict verdict = OffsetsVerdict.of(DESIRED, REFUSED, READY);

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.OffsetsRefused);
        assertThat(verdict.message()).contains("replay", "no such topic", "spec.offsets");
    }

    @Test
    void whateverElseIsWrongComesFirst() {
        Verdict verdict = OffsetsVerdict.of(DESIRED, REFUSED, Given.WAITING);

        assertThat(verdict).isEqualTo(Given.WAITING);
    }

    @Test
    void aChangeThatWasCarriedOutIsFine() {
        ReconcileState done = Given.offsets(
                new OffsetsChange.Result("replay", true, null, "2026-01-31T11:00:00Z"), ReconcileState.NONE);

        Verdict verdict = OffsetsVerdict.of(DESIRED, done, READY);

        assertThat(verdict).isEqualTo(READY);
    }

    @Test
    void aRefusalIsForgottenWhenTheChangeIsTakenAway() {
        Verdict verdict = OffsetsVerdict.of(Given.desired(TargetState.Running), REFUSED, READY);

        assertThat(verdict).isEqualTo(READY);
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private static final DesiredConnector DESIRED =
            Given.desired(Map.of("file", "a.txt", "topic", "lines", "password", "wanted"), TargetState.Running);
    private static final Instant LATER = Instant.parse("2026-01-31T12:00:00Z");
    private static final ReconcileState SENT = Given.accepted(DESIRED.config(), ReconcileState.NONE);
    private static final ObservedConnector CHANGED = Observations.connector(
            Map.of("topic", "lines", "password", "secret", "extra", "x"), RunState.Running, null);

    @Test
    void namesTheKeysThatOthersChangedAddedOrRemoved() {
        Set<String> keys = keys(DESIRED, CHANGED, LATER, SENT);

        assertThat(keys).containsExactly("extra", "file", "password");
    }

    @Test
    void seesNoDriftWhenNothingDiffers() {
        ObservedConnector same = Observations.connector(DESIRED.config(), RunState.Running, null);

        Set<String> keys = keys(DESIRED, same, LATER, SENT);

        assertThat(keys).isEmpty();
    }

    @Test
    void doesNotTakeItsOwnChangeForDrift() {
        ReconcileState sentBefore = Given.accepted(Map.of("topic", "words"), ReconcileState.NONE);

        Set<String> keys = keys(DESIRED, CHANGED, LATER, sentBefore);

        assertThat(keys).isEmpty();
    }

    @Test
    void accusesNobodyWhenItDoesNotKnowWhatWasSent() {
        Set<String> keys = keys(DESIRED, CHANGED, LATER, ReconcileState.NONE);

        assertThat(keys).isEmpty();
    }

    @Test
    void seesNoDriftOfAConnectorThatIsNotThere() {
        Set<String> keys = keys(DESIRED, null, LATER, SENT);

        assertThat(keys).isEmpty();
    }

    @Test
    void whatWasSentIsKnownAfterACreationAndAfterAChange() {
        ReconcileState created = ReconcileState.NONE.afterCreate(DESIRED.config(), Instant.EPOCH);
        ReconcileState changed = ReconcileState.NONE.afterPut(DESIRED.config(), Instant.EPOCH, Instant.EPOCH);

        assertThat(keys(DESIRED, CHANGED, LATER, created)).isNotEmpty();
        assertThat(keys(DESIRED, CHANGED, LATER, changed)).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} ms after the change: {1}")
    @CsvSource({"1, false", "1999, false", "2000, true"})
    void aWorkerThatLagsBehindIsNotDrift(int millis, boolean drift) {
        ReconcileState changed = ReconcileState.NONE
                .replacing(CHANGED.config())
                .afterPut(DESIRED.config(), LATER.minusMillis(millis), LATER.minusMillis(millis));

        assertThat(!keys(DESIRED, CHANGED, LATER, changed).isEmpty()).isEqualTo(drift);
    }

    @Test
    void whatIsNeitherTheOldNorTheNewConfigurationIsDriftAtOnce() {
        ReconcileState changed = ReconcileState.NONE
                .replacing(Map.of("topic", "words"))
                .afterPut(DESIRED.config(), LATER.minusMillis(1), LATER.minusMillis(1));

        assertThat(keys(DESIRED, CHANGED, LATER, changed)).containsExactly("extra", "file", "password");
    }

    private static Set<String> keys(
            DesiredConnector desired, @Nullable ObservedConnector observed, Instant asOf, ReconcileState memory) {
        return Drift.keys(desired, new Observation(observed, asOf, RestartEvidence.Unknown), memory);
    }
}

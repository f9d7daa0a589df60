package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.ObservedConnector;
import dev.kafkaconnect.operator.observe.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final DesiredConnector DESIRED =
            Given.desired(Map.of("file", "a.txt", "topic", "lines", "password", "wanted"), TargetState.Running);
    private static final Memory SENT = Given.accepted(DESIRED.config(), Memory.NONE);
    private static final ObservedConnector CHANGED = Observations.connector(
            Map.of("topic", "lines", "password", "secret", "extra", "x"), RunState.Running, null);

    @Test
    void namesTheKeysThatOthersChangedAddedOrRemoved() {
        Set<String> keys = Drift.keys(DESIRED, CHANGED, SENT);

        assertThat(keys).containsExactly("extra", "file", "password");
    }

    @Test
    void seesNoDriftWhenNothingDiffers() {
        ObservedConnector same = Observations.connector(DESIRED.config(), RunState.Running, null);

        Set<String> keys = Drift.keys(DESIRED, same, SENT);

        assertThat(keys).isEmpty();
    }

    @Test
    void doesNotTakeItsOwnChangeForDrift() {
        Memory sentBefore = Given.accepted(Map.of("topic", "words"), Memory.NONE);

        Set<String> keys = Drift.keys(DESIRED, CHANGED, sentBefore);

        assertThat(keys).isEmpty();
    }

    @Test
    void accusesNobodyWhenItDoesNotKnowWhatWasSent() {
        Set<String> keys = Drift.keys(DESIRED, CHANGED, Memory.NONE);

        assertThat(keys).isEmpty();
    }

    @Test
    void seesNoDriftOfAConnectorThatIsNotThere() {
        Set<String> keys = Drift.keys(DESIRED, null, SENT);

        assertThat(keys).isEmpty();
    }

    @Test
    void whatWasSentIsKnownAfterACreationAndAfterAChange() {
        Memory created = Memory.NONE.afterCreate(DESIRED.config(), Instant.EPOCH);
        Memory changed = Memory.NONE.afterPut(DESIRED.config(), Instant.EPOCH);

        assertThat(Drift.keys(DESIRED, CHANGED, created)).isNotEmpty();
        assertThat(Drift.keys(DESIRED, CHANGED, changed)).isNotEmpty();
    }
}

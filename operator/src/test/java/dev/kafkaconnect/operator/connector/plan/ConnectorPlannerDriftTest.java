package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerDriftTest {
    private final Situation changedByOthers = Situation.of("Running", "Running", "another");

    @ParameterizedTest(name = "corrected {0} times, last {1} min ago: {2}")
    @CsvSource({"0, 1, PutConfig", "1, 1, PutConfig", "4, 1, PutConfig", "5, 1, -", "5, 9, -", "5, 10, PutConfig"})
    void putsRightWhatOthersChangeUntilThatIsAFight(int times, int minutesAgo, String steps) {
        Situation contested = changedByOthers
                .sent(changedByOthers.desired().config())
                .corrected(times, Duration.ofMinutes(minutesAgo));

        String planned = contested.steps();

        assertThat(planned).isEqualTo(steps);
    }

    @Test
    void sendsANewConfigOfItsOwnEvenDuringAFight() {
        Situation contested =
                changedByOthers.sent(Map.of("topic", "an earlier one")).corrected(5, Duration.ofMinutes(1));

        String planned = contested.steps();

        assertThat(planned).isEqualTo("PutConfig");
    }

    @Test
    void goesOnCaringForTheStateDuringAFight() {
        Situation contested = Situation.of("Stopped", "Running", "another");

        String planned = contested
                .sent(contested.desired().config())
                .corrected(5, Duration.ofMinutes(1))
                .steps();

        assertThat(planned).isEqualTo("Stop");
    }
}

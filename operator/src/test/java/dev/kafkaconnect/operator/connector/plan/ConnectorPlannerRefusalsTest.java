package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerRefusalsTest {

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, refused config waits {2} s more: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  | 1 | -
        Stopped | absent  | 1 | -
        Running | absent  | 0 | Create(RUNNING)
        Running | Running | 1 | -
        Running | Running | 0 | PutConfig
        Running | Paused  | 1 | Resume
        Running | Stopped | 1 | Resume
        Running | Paused  | 0 | PutConfig, Resume
        Paused  | Running | 1 | Pause
        Paused  | Failed  | 1 | Pause
        Paused  | Running | 0 | Pause, PutConfig
        Stopped | Running | 1 | Stop
        Stopped | Running | 0 | Stop, PutConfig
        """)
    void doesNotSendARefusedConfigBeforeItsTime(String wanted, String seen, int secondsMore, String steps) {
        Situation situation = Situation.of(wanted, seen, "another");

        String planned = situation.refused(secondsMore).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} with values is seen, refused config waits {2} s more: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Paused  | 1 | -
        Running | Stopped | 1 | -
        Running | Stopped | 0 | PutConfig, Resume
        Running | Running | 1 | -
        Paused  | Running | 1 | Pause
        Stopped | Running | 1 | Stop
        """)
    void whatRefersToValuesRestsUntilAConfigIsAccepted(String wanted, String seen, int secondsMore, String steps) {
        Situation situation = Situation.of(wanted, seen, "${values:/etc/kafka-connect-values:orders.1.0}");

        String planned = situation.refused(secondsMore).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, another config was refused: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  | Create(RUNNING)
        Running | Running | PutConfig
        Stopped | Running | Stop, PutConfig
        """)
    void sendsACorrectedConfigAtOnce(String wanted, String seen, String steps) {
        Situation situation = Situation.of(wanted, seen, "another");

        String planned = situation.refusedAnotherConfig().steps();

        assertThat(planned).isEqualTo(steps);
    }
}

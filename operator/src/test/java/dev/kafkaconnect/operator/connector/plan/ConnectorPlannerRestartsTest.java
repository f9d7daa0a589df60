package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerRestartsTest {

    @ParameterizedTest(name = "{0} is wanted, connector {1}, task {2}, config {3}, due in {4} s: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Running | Failed  | same    |  5 | Wait
        Running | Running | Failed  | same    |  0 | RestartFailed
        Running | Running | Failed  | same    | -5 | RestartFailed
        Running | Failed  | Running | same    | -5 | RestartFailed
        Running | Running | Running | same    | -5 | -
        Running | Running | Failed  | another | -5 | PutConfig
        Paused  | Paused  | Failed  | same    | -5 | RestartFailed
        Paused  | Running | Failed  | same    | -5 | Pause
        Stopped | Stopped | Failed  | same    | -5 | -
        Stopped | Running | Failed  | same    | -5 | Stop
        """)
    void restartsWhatFailedWhenItIsDue(
            String wanted, String seen, RunState task, String config, int seconds, String steps) {
        Situation situation = Situation.of(wanted, seen, config, task);

        String planned = situation.restartDueIn(seconds).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @Test
    void doesNotRestartWhenNothingIsDue() {
        String planned =
                Situation.of("Running", "Running", "same", RunState.Failed).steps();

        assertThat(planned).isEqualTo("-");
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}, carried out {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Running | same    | monday  | Restart
        Running | Running | same    | tuesday | -
        Running | Failed  | same    | monday  | Restart
        Running | Running | another | monday  | PutConfig
        Running | Paused  | same    | monday  | Resume
        Running | absent  | -       | monday  | Create(RUNNING)
        Paused  | Paused  | same    | monday  | Restart
        """)
    void restartsOnceForEachValueOfTheAnnotation(
            String wanted, String seen, String config, String carriedOut, String steps) {
        Situation situation = Situation.of(wanted, seen, config, RunState.Running);

        String planned = situation
                .withRestartAnnotation("tuesday")
                .restartCarriedOut(carriedOut)
                .steps();

        assertThat(planned).isEqualTo(steps);
    }

    @Test
    void doesNotRestartWhenTheAnnotationIsTakenAway() {
        Situation situation = Situation.of("Running", "Running", "same", RunState.Running);

        String planned = situation.restartCarriedOut("monday").steps();

        assertThat(planned).isEqualTo("-");
    }

    @ParameterizedTest(name = "paused and failed, restart due in {0} s: {1}")
    @CsvSource({"5, Wait", "-5, RestartFailed"})
    void aFailedConnectorThatIsToRestIsRestartedWhenThatIsDue(int seconds, String steps) {
        Situation asked = Situation.of("Paused", "Failed", "same").askedFor("Pause", 60);

        assertThat(asked.restartDueIn(seconds).steps()).isEqualTo(steps);
    }

    @Test
    void aFailedConnectorThatIsToRestIsLeftAloneWhenNoRestartIsDue() {
        assertThat(Situation.of("Paused", "Failed", "same").steps()).isEqualTo("Pause");
        assertThat(Situation.of("Paused", "Failed", "same")
                        .askedFor("Pause", 60)
                        .steps())
                .isEqualTo("-");
    }
}

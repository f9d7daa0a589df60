package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerOffsetsTest {

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  | -       | Create(STOPPED)
        Paused  | absent  | -       | Create(STOPPED)
        Running | Running | same    | Stop
        Running | Running | another | Stop, PutConfig
        Running | Failed  | same    | Stop
        Paused  | Paused  | same    | Stop
        Running | Stopped | same    | ChangeOffsets
        Running | Stopped | another | PutConfig
        Paused  | Stopped | same    | ChangeOffsets
        Stopped | Stopped | same    | ChangeOffsets
        """)
    void stopsTheConnectorToChangeItsOffsets(String wanted, String seen, String config, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned =
                situation.withOffsetsChange("replay").offsetsBegun("replay").steps();

        assertThat(planned).isEqualTo(steps);
    }

    @Test
    void waitsUntilTheLastTaskHasEnded() {
        Situation situation = Situation.of("Running", "Stopped", "same", RunState.Running);

        String planned =
                situation.withOffsetsChange("replay").offsetsBegun("replay").steps();

        assertThat(planned).isEqualTo("Wait");
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Stopped | Resume
        Running | Running | -
        Paused  | Stopped | Pause
        Stopped | Stopped | -
        Running | absent  | Create(RUNNING)
        """)
    void returnsToTheWantedStateWhenTheOffsetsAreChanged(String wanted, String seen, String steps) {
        Situation situation = Situation.of(wanted, seen, "same");

        String planned =
                situation.withOffsetsChange("replay").offsetsChanged("replay").steps();

        assertThat(planned).isEqualTo(steps);
    }

    @Test
    void changesTheOffsetsAgainUnderAnotherId() {
        Situation situation = Situation.of("Running", "Stopped", "same");

        String planned = situation
                .withOffsetsChange("replay-2")
                .offsetsChanged("replay")
                .offsetsBegun("replay-2")
                .steps();

        assertThat(planned).isEqualTo("ChangeOffsets");
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  | -       | Wait
        Running | Running | same    | -
        Running | Running | another | PutConfig
        Paused  | Running | same    | Pause
        Stopped | Running | same    | Stop
        Running | Paused  | same    | Resume
        Running | Stopped | same    | -
        Running | Stopped | another | PutConfig
        Paused  | Stopped | same    | -
        """)
    void whatRestsDoesNotWakeAndWhatRunsDoesNotStopBeforeAChangeIsStoredAsBegun(
            String wanted, String seen, String config, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned = situation.withOffsetsChange("replay").steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Stopped | same    | Wait
        Paused  | Stopped | same    | Wait
        Stopped | Stopped | same    | Wait
        Running | Stopped | another | PutConfig
        Running | Running | same    | Stop
        Running | absent  | -       | Wait
        """)
    void nothingWakesBeforeItIsStoredThatTheOffsetsWereChanged(
            String wanted, String seen, String config, String steps) {
        Situation situation = Situation.of(wanted, seen, config).offsetsChangedAndNotStored("replay");

        assertThat(situation.withOffsetsChange("replay").steps()).isEqualTo(steps);
        assertThat(situation.steps()).isEqualTo(steps);
        assertThat(situation
                        .withOffsetsChange("replay")
                        .withRestartAnnotation("now")
                        .steps())
                .isEqualTo(steps);
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerMemoryTest {

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}, wrote {3} s before the view: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  | -       | -1 | Wait
        Running | absent  | -       |  0 | Wait
        Running | absent  | -       |  1 | Create(RUNNING)
        Running | Paused  | same    | -1 | Wait
        Running | Paused  | same    |  0 | Wait
        Running | Paused  | same    |  1 | Resume
        Running | Running | another | -1 | Wait
        Running | Running | another |  0 | Wait
        Running | Running | another |  1 | PutConfig
        Stopped | Running | another | -1 | Wait
        Stopped | Running | another |  0 | Wait
        Stopped | Running | another |  1 | Stop, PutConfig
        Running | Running | same    |  0 | Wait
        """)
    void doesNothingUponAViewOlderThanItsOwnWrite(
            String wanted, String seen, String config, int secondsAgo, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned = situation.wroteBeforeTheView(secondsAgo).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, created {2} s ago: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent  |  2 | Wait
        Paused  | absent  |  2 | Wait
        Stopped | absent  |  2 | Wait
        Running | absent  | 29 | Wait
        Running | absent  | 30 | Create(RUNNING)
        Paused  | absent  | 30 | Create(PAUSED)
        Stopped | absent  | 30 | Create(STOPPED)
        Running | Running |  2 | -
        Paused  | Running |  2 | Pause
        """)
    void givesANewConnectorTimeToShow(String wanted, String seen, int secondsAgo, String steps) {
        Situation situation = Situation.of(wanted, seen, "same");

        String planned = situation.created(secondsAgo).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}, {3} was asked for {4} s ago: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        Paused  | Running | same    | Pause   |  9 | Wait
        Paused  | Running | same    | Pause   | 10 | Pause
        Paused  | Running | same    | Resume  |  1 | Pause
        Paused  | Running | same    | Stop    |  1 | Pause
        Paused  | Running | another | Pause   |  9 | Wait, PutConfig
        Paused  | Paused  | same    | Pause   |  1 | -
        Paused  | Failed  | same    | Pause   |  9 | -
        Paused  | Failed  | same    | Pause   | 60 | -
        Paused  | Failed  | same    | Resume  |  9 | Pause
        Running | Paused  | same    | Resume  |  9 | Wait
        Running | Paused  | same    | Resume  | 10 | Resume
        Running | Paused  | same    | Pause   |  1 | Resume
        Running | Stopped | same    | Resume  |  9 | Wait
        Running | Stopped | same    | Stop    |  1 | Resume
        Running | Stopped | another | Resume  |  9 | Wait, PutConfig
        Running | Running | same    | Resume  |  1 | -
        Stopped | Running | same    | Stop    |  9 | Wait
        Stopped | Running | same    | Stop    | 10 | Stop
        Stopped | Running | same    | Resume  |  1 | Stop
        Stopped | Running | another | Stop    |  9 | Wait, PutConfig
        """)
    void doesNotRepeatWhatItAskedForAMomentAgo(
            String wanted, String seen, String config, String transition, int secondsAgo, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned = situation.askedFor(transition, secondsAgo).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} is seen with {2}, which was replaced {3} ms before the view: {4}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Running | another |    1 | Wait
        Running | Running | another | 1999 | Wait
        Running | Running | another | 2000 | PutConfig
        Running | Running | a third |    1 | PutConfig
        Running | Running | same    |    1 | -
        Stopped | Running | another |    1 | Wait
        Stopped | Running | a third |    1 | Stop, PutConfig
        """)
    void doesNotTakeAWorkerThatLagsBehindForADrift(
            String wanted, String seen, String config, int millis, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned = situation.replacedBeforeTheView("another", millis).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "created {0} ms before the view, seen since, absent now: {1}")
    @CsvSource({"1, Wait", "1999, Wait", "2000, Create(RUNNING)", "2500, Create(RUNNING)"})
    void doesNotTakeAWorkerThatLagsBehindForADeletion(int millis, String steps) {
        Situation situation = Situation.of("Running", "absent", "-");

        String planned = situation.createdBeforeTheViewAndSeen(millis).steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} s after it was found to be there: {1}")
    @CsvSource({"5, Wait", "29, Wait", "31, PutConfig"})
    void aConnectorThatIsThereAndNotShownIsSentItsConfigurationAfterAWhile(int secondsAgo, String steps) {
        Situation situation = Situation.of("Running", "absent", "-");

        assertThat(situation.wasThereUnseen(secondsAgo).steps()).isEqualTo(steps);
    }

    @Test
    void itIsSentOnce() {
        Situation sent =
                Situation.of("Running", "absent", "-").wasThereUnseen(60).wroteBeforeTheView(5);

        assertThat(sent.steps()).isEqualTo("Wait");
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.RunState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPlannerTest {

    @ParameterizedTest(name = "{0} is wanted, {1} is seen, config {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | absent     | -       | Create(RUNNING)
        Paused  | absent     | -       | Create(PAUSED)
        Stopped | absent     | -       | Create(STOPPED)

        Running | Running    | same    | -
        Running | Running    | another | PutConfig
        Running | Paused     | same    | Resume
        Running | Paused     | another | PutConfig, Resume
        Running | Stopped    | same    | Resume
        Running | Stopped    | another | PutConfig, Resume
        Running | Failed     | same    | -
        Running | Failed     | another | PutConfig
        Running | Restarting | same    | -
        Running | Restarting | another | PutConfig
        Running | Unassigned | same    | -
        Running | Unassigned | another | PutConfig
        Running | Unknown    | same    | -
        Running | Unknown    | another | PutConfig

        Paused  | Running    | same    | Pause
        Paused  | Running    | another | Pause, PutConfig
        Paused  | Paused     | same    | -
        Paused  | Paused     | another | PutConfig
        Paused  | Stopped    | same    | Pause
        Paused  | Stopped    | another | Pause, PutConfig
        Paused  | Failed     | same    | Pause
        Paused  | Failed     | another | Pause, PutConfig
        Paused  | Restarting | same    | Pause
        Paused  | Restarting | another | Pause, PutConfig
        Paused  | Unassigned | same    | Pause
        Paused  | Unassigned | another | Pause, PutConfig
        Paused  | Unknown    | same    | Pause
        Paused  | Unknown    | another | Pause, PutConfig

        Stopped | Running    | same    | Stop
        Stopped | Running    | another | Stop, PutConfig
        Stopped | Paused     | same    | Stop
        Stopped | Paused     | another | Stop, PutConfig
        Stopped | Stopped    | same    | -
        Stopped | Stopped    | another | PutConfig
        Stopped | Failed     | same    | Stop
        Stopped | Failed     | another | Stop, PutConfig
        Stopped | Restarting | same    | Stop
        Stopped | Restarting | another | Stop, PutConfig
        Stopped | Unassigned | same    | Stop
        Stopped | Unassigned | another | Stop, PutConfig
        Stopped | Unknown    | same    | Stop
        Stopped | Unknown    | another | Stop, PutConfig
        """)
    void leadsFromWhatIsSeenToWhatIsWanted(String wanted, String seen, String config, String steps) {
        Situation situation = Situation.of(wanted, seen, config);

        String planned = situation.steps();

        assertThat(planned).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0} is wanted, {1} with a task is seen, config {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        Running | Paused     | same    | Resume
        Running | Paused     | another | Stop
        Running | Stopped    | another | PutConfig, Resume
        Running | Running    | another | PutConfig
        Paused  | Paused     | same    | -
        Paused  | Paused     | another | Stop
        Paused  | Running    | same    | Pause
        Paused  | Running    | another | Stop
        Paused  | Failed     | another | Stop
        Paused  | Unassigned | another | Stop
        Stopped | Paused     | another | Stop, PutConfig
        """)
    void noTaskOfAPausedConnectorOutlivesItsConfiguration(String wanted, String seen, String config, String steps) {
        Situation situation = Situation.of(wanted, seen, config, RunState.Running);

        assertThat(situation.steps()).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0}, asked to stop {1} s ago: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        Paused  | 5  | Wait
        Stopped | 5  | Wait
        Paused  | 10 | Stop
        Stopped | 10 | PutConfig, Resume
        """)
    void sendsTheConfigurationWhenTheTasksOfThePausedConnectorHaveEnded(String seen, int secondsAgo, String steps) {
        Situation situation =
                Situation.of("Running", seen, "another", RunState.Paused).askedFor("Stop", secondsAgo);

        assertThat(situation.steps()).isEqualTo(steps);
    }
}

package dev.kafkaconnect.operator.observe.view;

import static dev.kafkaconnect.operator.observe.Listings.all;
import static dev.kafkaconnect.operator.observe.Listings.connector;
import static dev.kafkaconnect.operator.observe.Listings.listing;
import static dev.kafkaconnect.operator.observe.Listings.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorListing.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedConnectorTest {
    private static final Liveness LIVING = new Liveness(Set.of("one:8083", "two:8083"), Set.of("four:8083"));

    @ParameterizedTest(name = "{0} on a living worker is {1}, on a dead one {2}, on one that is not ready {3}")
    @CsvSource({
        "RUNNING, Running, Unassigned, Unverified",
        "PAUSED, Paused, Unassigned, Unverified",
        "RESTARTING, Restarting, Unassigned, Unverified",
        "UNASSIGNED, Unassigned, Unassigned, Unassigned",
        "DREAMING, Unknown, Unassigned, Unverified",
        "FAILED, Failed, Failed, Failed",
        "STOPPED, Stopped, Stopped, Stopped"
    })
    void believesAStateOnlyOfALivingWorker(String reported, RunState ready, RunState dead, RunState unready) {
        ObservedConnector onUnready = ObservedConnector.of(all(reported, "four:8083"), LIVING);
        assertThat(onUnready.state()).isEqualTo(unready);
        assertThat(onUnready.tasks().getFirst().state()).isEqualTo(unready);

        ObservedConnector onLiving = ObservedConnector.of(all(reported, "one:8083"), LIVING);
        ObservedConnector onDead = ObservedConnector.of(all(reported, "three:8083"), LIVING);

        assertThat(onLiving.state()).isEqualTo(ready);
        assertThat(onLiving.tasks().getFirst().state()).isEqualTo(ready);
        assertThat(onDead.state()).isEqualTo(dead);
        assertThat(onDead.tasks().getFirst().state()).isEqualTo(dead);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, Running", "PAUSED, Paused", "STOPPED, Stopped", "FAILED, Failed"})
    void remembersWhatConnectSaysOfADeadWorker(String reported, RunState target) {
        ObservedConnector observed = ObservedConnector.of(all(reported, "three:8083"), LIVING);

        assertThat(observed.target()).isEqualTo(target);
    }

    @Test
    void countsATaskThatHasNotNotedAStateYet() {
        ConnectorListing noted = all("RUNNING", "one:8083");
        ConnectorListing listing =
                new ConnectorListing(new Info(Map.of(), List.of(new TaskId(0), new TaskId(1))), noted.status());

        ObservedConnector observed = ObservedConnector.of(listing, LIVING);

        assertThat(observed.tasks())
                .extracting(ObservedConnector.Task::id, ObservedConnector.Task::state)
                .containsExactly(tuple(0, RunState.Running), tuple(1, RunState.Unassigned));
        assertThat(observed.fullyRunning()).isFalse();
    }

    @Test
    void judgesEachTaskByItsOwnWorker() {
        ConnectorListing listing = listing(
                connector("RUNNING", "one:8083"),
                task(0, "RUNNING", "two:8083"),
                task(1, "RUNNING", "three:8083"),
                task(2, "FAILED", "three:8083"));

        ObservedConnector observed = ObservedConnector.of(listing, LIVING);

        assertThat(observed.state()).isEqualTo(RunState.Running);
        assertThat(observed.tasks())
                .extracting(ObservedConnector.Task::state)
                .containsExactly(RunState.Running, RunState.Unassigned, RunState.Failed);
    }

    @Test
    void aWorkerWithoutANameIsNotAlive() {
        Part nowhere = new Part(0, "RUNNING", null, null, null);

        ObservedConnector observed = ObservedConnector.of(listing(nowhere), LIVING);

        assertThat(observed.state()).isEqualTo(RunState.Unassigned);
    }

    @Test
    void anAnswerWithoutAStatusIsAnUnassignedConnector() {
        ObservedConnector nothing = ObservedConnector.of(new ConnectorListing(null, null), LIVING);
        ObservedConnector emptyStatus =
                ObservedConnector.of(new ConnectorListing(null, new Status(null, null, null)), LIVING);

        assertThat(nothing.state()).isEqualTo(RunState.Unassigned);
        assertThat(nothing.config()).isEmpty();
        assertThat(nothing.tasks()).isEmpty();
        assertThat(emptyStatus).isEqualTo(nothing);
    }

    @Test
    void twoLooksAtTheSameAreEqual() {
        ObservedConnector once = ObservedConnector.of(all("FAILED", "one:8083"), LIVING);
        ObservedConnector again = ObservedConnector.of(all("FAILED", "one:8083"), LIVING);

        assertThat(again).isEqualTo(once);
    }

    @ParameterizedTest(name = "connector {0}, tasks {1}: fully running {2}, failed {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            RUNNING | RUNNING RUNNING | true  | false
            RUNNING | -               | false | false
            RUNNING | RUNNING PAUSED  | false | false
            RUNNING | RUNNING FAILED  | false | true
            PAUSED  | RUNNING         | false | false
            FAILED  | RUNNING         | false | true
            FAILED  | -               | false | true
            """)
    void countsAsRunningOrFailed(String connector, @Nullable String tasks, boolean running, boolean failed) {
        String[] states = tasks == null ? new String[0] : tasks.split(" ", -1);
        Part[] parts = new Part[states.length];
        for (int id = 0; id < states.length; id++) {
            parts[id] = task(id, states[id], "one:8083");
        }

        ObservedConnector observed = ObservedConnector.of(listing(connector(connector, "one:8083"), parts), LIVING);

        assertThat(observed.fullyRunning()).isEqualTo(running);
        assertThat(observed.failed()).isEqualTo(failed);
    }
}

package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.kafka.records.StatusNotes.notes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.FakeKafkaTopics;
import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.kafka.records.StatusNote.State;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastTasksTest {
    private static final String A = "a:8083";
    private static final String B = "b:8083";
    private static final StatusKey FIRST = new StatusKey("orders", 0);
    private static final StatusKey SECOND = new StatusKey("orders", 1);
    private static final Instant NOW = new ManualClock().instant();
    private static final Instant LATE =
            NOW.plusSeconds(5).plus(LastTasks.MARGIN).plusSeconds(1);

    private final FakeConnectApi workers = new FakeConnectApi();
    private final FakeWorkerPods pods = new FakeWorkerPods();
    private final ClusterSessions sessions = new ClusterSessions(
            url -> workers.api(),
            access -> new FakeKafkaTopics(),
            new PollIntervals(Duration.ofMillis(5), Duration.ofHours(1)),
            new ManualClock());
    private final ClusterSession session = sessions.open(
            new ClusterId("team", "payments"),
            new RestEndpoint("http://workers:8083", null),
            pods,
            FakeKafkaTopics::access);

    @AfterEach
    void close() {
        sessions.close();
    }

    private LastTasks tasksOf(String type, String firstState) {
        live(A, B);
        workers.show(
                "orders",
                new ConnectorListing(
                        new Info(Map.of(), List.of()),
                        new Status(
                                type,
                                new Part(0, "RUNNING", A, null, "1"),
                                List.of(new Part(0, firstState, A, null, "1"), new Part(1, "RUNNING", B, null, "1")))));
        session.observer().watchClosely(Duration.ofMinutes(1));
        await().until(() -> session.observer().view() instanceof ClusterView.Seen seen
                && seen.connectors().containsKey("orders"));
        return LastTasks.of("orders", session, NOW);
    }

    private void live(String... workers) {
        pods.ready.clear();
        pods.endpoints.clear();
        for (String worker : workers) {
            pods.ready.add(worker);
            pods.endpoints.put(worker, new RestEndpoint("http://" + worker, null));
        }
    }

    private Optional<String> running(LastTasks tasks, Instant now) {
        return tasks.running(session, now);
    }

    @Test
    void waitsUntilEachTaskHasNotedItsEnd() {
        session.topicIndex().onConnected();
        LastTasks tasks = tasksOf("sink", "RUNNING");

        session.topicIndex().onRecords(notes(State.ENDED, FIRST));
        assertThat(running(tasks, LATE)).hasValue("task 1 on worker b:8083 has not ended yet");
        session.topicIndex().onRecords(notes(State.FORGOTTEN, FIRST, SECOND));
        assertThat(running(tasks, LATE)).isPresent();
        session.topicIndex().onRecords(notes(State.ENDED, SECOND));
        assertThat(running(tasks, NOW)).isEmpty();
    }

    @Test
    void waitsForNoTaskThatHasFailedOrWhoseWorkerIsGone() {
        session.topicIndex().onConnected();
        LastTasks tasks = tasksOf("sink", "FAILED");

        assertThat(running(tasks, NOW)).hasValue("task 1 on worker b:8083 has not ended yet");
        live(A);
        assertThat(running(tasks, NOW)).isEmpty();
    }

    @Test
    void waitsForATaskThatBeganAfterTheLastLook() {
        session.topicIndex().onConnected();
        session.topicIndex().onRecords(notes(State.OTHER, FIRST));
        live(A, B);

        LastTasks tasks = LastTasks.of("orders", session, NOW);

        assertThat(running(tasks, NOW)).hasValue("task 0 has not ended yet");
    }

    @Test
    void waitsForTasksOfWhichNothingIsKnownAsLongAsAWorkerWaitsForThem() {
        live(A, B);
        LastTasks nothing = LastTasks.of("orders", session, NOW);
        LastTasks tasks = nothing.orUnseen();

        assertThat(running(nothing, NOW)).isEmpty();
        assertThat(running(tasks, NOW))
                .hasValueSatisfying(what -> assertThat(what).startsWith("its tasks may not have ended yet"));
        assertThat(running(tasks, LATE)).isEmpty();
        live(A);
        assertThat(running(tasks, NOW))
                .as("a worker on its own ends the tasks before it says that the connector is gone")
                .isEmpty();
    }

    @Test
    void aSourceWritesNoMoreOnceItsWorkerHasGivenUpWaitingForItsTasks() {
        session.topicIndex().onConnected();
        LastTasks tasks = tasksOf("source", "RUNNING");

        assertThat(running(tasks, NOW)).isPresent();
        assertThat(running(tasks, LATE)).isEmpty();
    }

    @Test
    void withoutNotesItWaitsAsLongAsTheWorkersWaitForATask() {
        LastTasks tasks = tasksOf("sink", "RUNNING");

        assertThat(running(tasks, NOW)).isPresent();
        assertThat(running(tasks, LATE)).isEmpty();
    }

    @Test
    void aWorkerOnItsOwnEndsTheTasksBeforeItAnswers() {
        LastTasks tasks = tasksOf("sink", "RUNNING");
        live(A);

        assertThat(running(tasks, NOW)).isEmpty();
    }

    @Test
    void aRequestThatIsRepeatedIsAboutTheTasksOfBothLooks() {
        session.topicIndex().onConnected();
        LastTasks first = tasksOf("sink", "RUNNING");
        workers.hide("orders");
        await().until(() -> session.observer().view() instanceof ClusterView.Seen seen
                && seen.connectors().isEmpty());

        LastTasks second = LastTasks.of("orders", session, NOW).and(first);

        assertThat(running(second, NOW)).isPresent();
    }
}

package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.kafka.records.StatusNotes.notes;
import static dev.kafkaconnect.operator.observe.Observations.connector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.kafka.records.StatusNote.State;
import dev.kafkaconnect.operator.observe.polling.PollTimer;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusTopicIndexTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final StatusKey CONNECTOR = new StatusKey("orders", null);
    private static final StatusKey FIRST = new StatusKey("orders", 0);
    private static final StatusKey SECOND = new StatusKey("orders", 1);
    private static final ObservedConnector TWO_TASKS = connector(RunState.Running, RunState.Running, RunState.Running);

    private final ManualClock clock = new ManualClock();
    private final List<Set<String>> told = new ArrayList<>();
    private final StatusTopicIndex topicIndex = new StatusTopicIndex(told::add, clock);

    private Instant changed() {
        Instant now = clock.instant();
        clock.advance(A_WHILE);
        return now;
    }

    private void hears(StatusKey... keys) {
        topicIndex.onRecords(notes(State.OTHER, keys));
        clock.advance(A_WHILE);
    }

    private RestartEvidence evidence(ObservedConnector observed, Instant since) {
        return topicIndex.evidence("orders", observed, since, clock.instant());
    }

    @Test
    void theNewRunIsThereWhenTheConnectorAndAllTasksHaveNotedAState() {
        topicIndex.onConnected();
        Instant change = changed();

        hears(CONNECTOR);
        hears(FIRST);
        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
        hears(SECOND);
        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Confirmed);
    }

    @Test
    void whatWasNotedBeforeTheChangeIsOfTheOldRun() {
        topicIndex.onConnected();
        hears(CONNECTOR, FIRST, SECOND);

        assertThat(evidence(TWO_TASKS, changed())).isEqualTo(RestartEvidence.Missing);
    }

    @Test
    void theNotesOfAnotherConnectorTellNothing() {
        topicIndex.onConnected();
        Instant change = changed();

        hears(new StatusKey("other", null), new StatusKey("other", 0), new StatusKey("other", 1));

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
    }

    @Test
    void anAnswerThatWasAskedForAsSoonAsTheLastNoteCameMayBeOlder() {
        topicIndex.onConnected();
        Instant change = changed();
        topicIndex.onRecords(notes(State.OTHER, CONNECTOR, FIRST, SECOND));

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
        clock.advance(PollTimer.READ_BY_ALL);
        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Confirmed);
    }

    @Test
    void anAnswerThatSaysWhatTheLastNoteSaysIsOfTheNewRunHoweverOldItIs() {
        topicIndex.onConnected();
        Instant change = changed();

        topicIndex.onRecords(notes(State.RUNNING, CONNECTOR, FIRST, SECOND));

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Confirmed);
        assertThat(evidence(connector(RunState.Running, RunState.Running, RunState.Failed), change))
                .isEqualTo(RestartEvidence.Missing);
    }

    @Test
    void aTaskThatHasEndedSinceIsNotOfTheNewRun() {
        topicIndex.onConnected();
        Instant change = changed();

        topicIndex.onRecords(notes(State.RUNNING, CONNECTOR, FIRST, SECOND));
        topicIndex.onRecords(notes(State.ENDED, SECOND));

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
    }

    @Test
    void aConnectorThatFailsLeavesItsTasksAsTheyAre() {
        topicIndex.onConnected();
        Instant change = changed();

        hears(CONNECTOR);

        assertThat(evidence(connector(RunState.Failed, RunState.Running), change))
                .isEqualTo(RestartEvidence.Confirmed);
    }

    @Test
    void aTaskThatWasDeletedIsForgotten() {
        topicIndex.onConnected();
        Instant change = changed();
        hears(CONNECTOR, FIRST, SECOND);

        topicIndex.onRecords(notes(State.FORGOTTEN, SECOND));

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
    }

    @Test
    void nothingIsKnownOfTheTimeBeforeItListened() {
        Instant change = changed();

        topicIndex.onConnected();

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Unknown);
    }

    @Test
    void nothingIsKnownWhileItHearsNothing() {
        topicIndex.onConnected();
        Instant change = changed();
        hears(CONNECTOR, FIRST, SECOND);

        topicIndex.onDisconnected();

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Unknown);
    }

    @Test
    void knowsWhenAnythingWasLastNoted() {
        assertThat(topicIndex.lastHeard()).isEqualTo(Instant.EPOCH);
        Instant before = clock.instant();

        hears(FIRST);

        assertThat(topicIndex.lastHeard()).isEqualTo(before);
    }

    @Test
    void tellsOfWhichConnectorsSomethingWasNoted() {
        hears(CONNECTOR);
        hears(FIRST, SECOND, new StatusKey("other", 0));

        assertThat(told).containsExactly(Set.of("orders"), Set.of("orders", "other"));
    }

    private Optional<Set<Integer>> notEnded(Instant since) {
        return topicIndex.notEnded("orders", Set.of(0, 1), since);
    }

    @Test
    void aTaskHasEndedWhenItsWorkerSaysSoWhateverTheLeaderDeletesMeanwhile() {
        topicIndex.onConnected();
        Instant stop = changed();

        topicIndex.onRecords(notes(State.FORGOTTEN, FIRST, SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of(0, 1));
        topicIndex.onRecords(notes(State.ENDED, FIRST));
        assertThat(notEnded(stop)).hasValue(Set.of(1));
        topicIndex.onRecords(notes(State.ENDED, SECOND));
        topicIndex.onRecords(notes(State.FORGOTTEN, SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of());
    }

    @Test
    void aTaskThatRunsAgainHasNotEnded() {
        topicIndex.onConnected();
        topicIndex.onRecords(notes(State.ENDED, FIRST, SECOND));

        hears(FIRST);

        assertThat(notEnded(clock.instant())).hasValue(Set.of(0));
        assertThat(topicIndex.running("orders")).containsExactly(0);
    }

    @Test
    void itIsNotKnownWhoHasEndedIfSomeNotesMayHaveBeenMissed() {
        Instant stop = changed();

        topicIndex.onConnected();

        assertThat(notEnded(stop)).isEmpty();
    }
}

package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.observe.Observations.connector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.observe.polling.PollTimer;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusTopicIndexTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final StatusKey CONNECTOR = new StatusKey("orders", null);
    private static final StatusKey FIRST = new StatusKey("orders", 0);
    private static final StatusKey SECOND = new StatusKey("orders", 1);
    private static final ObservedConnector TWO_TASKS = connector(RunState.Running, RunState.Running, RunState.Running);

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger rung = new AtomicInteger();
    private final StatusTopicIndex topicIndex = new StatusTopicIndex(rung::incrementAndGet, clock);

    private Instant changed() {
        Instant now = clock.instant();
        clock.advance(A_WHILE);
        return now;
    }

    private void hears(StatusKey... keys) {
        topicIndex.onRecords(Set.of(keys), Set.of(), Set.of());
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
        topicIndex.onRecords(Set.of(CONNECTOR, FIRST, SECOND), Set.of(), Set.of());

        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Missing);
        clock.advance(PollTimer.READ_BY_ALL);
        assertThat(evidence(TWO_TASKS, change)).isEqualTo(RestartEvidence.Confirmed);
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

        topicIndex.onRecords(Set.of(), Set.of(), Set.of(SECOND));

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
    void ringsForEveryNote() {
        hears(CONNECTOR);
        hears(FIRST, SECOND);

        assertThat(rung).hasValue(2);
    }

    private Optional<Set<Integer>> notEnded(Instant since) {
        return topicIndex.notEnded("orders", Set.of(0, 1), since);
    }

    @Test
    void aTaskHasEndedWhenItsWorkerSaysSoWhateverTheLeaderDeletesMeanwhile() {
        topicIndex.onConnected();
        Instant stop = changed();

        topicIndex.onRecords(Set.of(), Set.of(), Set.of(FIRST, SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of(0, 1));
        topicIndex.onRecords(Set.of(FIRST), Set.of(FIRST), Set.of());
        assertThat(notEnded(stop)).hasValue(Set.of(1));
        topicIndex.onRecords(Set.of(), Set.of(SECOND), Set.of(SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of());
    }

    @Test
    void aTaskThatRunsAgainHasNotEnded() {
        topicIndex.onConnected();
        topicIndex.onRecords(Set.of(FIRST, SECOND), Set.of(FIRST, SECOND), Set.of());

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

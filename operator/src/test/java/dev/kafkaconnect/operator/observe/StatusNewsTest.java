package dev.kafkaconnect.operator.observe;

import static dev.kafkaconnect.operator.observe.Observations.connector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.records.StatusKey;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.Renewal;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusNewsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final StatusKey CONNECTOR = new StatusKey("orders", null);
    private static final StatusKey FIRST = new StatusKey("orders", 0);
    private static final StatusKey SECOND = new StatusKey("orders", 1);
    private static final ObservedConnector TWO_TASKS = connector(RunState.Running, RunState.Running, RunState.Running);

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger rung = new AtomicInteger();
    private final StatusNews news = new StatusNews(rung::incrementAndGet, clock);

    private Instant changed() {
        Instant now = clock.instant();
        clock.advance(A_WHILE);
        return now;
    }

    private void hears(StatusKey... keys) {
        news.heard(Set.of(keys), Set.of(), Set.of());
        clock.advance(A_WHILE);
    }

    private Renewal renewal(ObservedConnector observed, Instant since) {
        return news.renewal("orders", observed, since, clock.instant());
    }

    @Test
    void theNewRunIsThereWhenTheConnectorAndAllTasksHaveNotedAState() {
        news.listening();
        Instant change = changed();

        hears(CONNECTOR);
        hears(FIRST);
        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.NotSeen);
        hears(SECOND);
        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.Seen);
    }

    @Test
    void whatWasNotedBeforeTheChangeIsOfTheOldRun() {
        news.listening();
        hears(CONNECTOR, FIRST, SECOND);

        assertThat(renewal(TWO_TASKS, changed())).isEqualTo(Renewal.NotSeen);
    }

    @Test
    void theNotesOfAnotherConnectorTellNothing() {
        news.listening();
        Instant change = changed();

        hears(new StatusKey("other", null), new StatusKey("other", 0), new StatusKey("other", 1));

        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.NotSeen);
    }

    @Test
    void anAnswerThatWasAskedForAsSoonAsTheLastNoteCameMayBeOlder() {
        news.listening();
        Instant change = changed();
        news.heard(Set.of(CONNECTOR, FIRST, SECOND), Set.of(), Set.of());

        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.NotSeen);
        clock.advance(StatusNews.READ_BY_ALL);
        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.Seen);
    }

    @Test
    void aConnectorThatFailsLeavesItsTasksAsTheyAre() {
        news.listening();
        Instant change = changed();

        hears(CONNECTOR);

        assertThat(renewal(connector(RunState.Failed, RunState.Running), change))
                .isEqualTo(Renewal.Seen);
    }

    @Test
    void aTaskThatWasDeletedIsForgotten() {
        news.listening();
        Instant change = changed();
        hears(CONNECTOR, FIRST, SECOND);

        news.heard(Set.of(), Set.of(), Set.of(SECOND));

        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.NotSeen);
    }

    @Test
    void nothingIsKnownOfTheTimeBeforeItListened() {
        Instant change = changed();

        news.listening();

        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.Unknown);
    }

    @Test
    void nothingIsKnownWhileItHearsNothing() {
        news.listening();
        Instant change = changed();
        hears(CONNECTOR, FIRST, SECOND);

        news.deaf();

        assertThat(renewal(TWO_TASKS, change)).isEqualTo(Renewal.Unknown);
    }

    @Test
    void knowsWhenAnythingWasLastNoted() {
        assertThat(news.lastHeard()).isEqualTo(Instant.EPOCH);
        Instant before = clock.instant();

        hears(FIRST);

        assertThat(news.lastHeard()).isEqualTo(before);
    }

    @Test
    void ringsForEveryNote() {
        hears(CONNECTOR);
        hears(FIRST, SECOND);

        assertThat(rung).hasValue(2);
    }

    private Optional<Set<Integer>> notEnded(Instant since) {
        return news.notEnded("orders", Set.of(0, 1), since);
    }

    @Test
    void aTaskHasEndedWhenItsWorkerSaysSoWhateverTheLeaderDeletesMeanwhile() {
        news.listening();
        Instant stop = changed();

        news.heard(Set.of(), Set.of(), Set.of(FIRST, SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of(0, 1));
        news.heard(Set.of(FIRST), Set.of(FIRST), Set.of());
        assertThat(notEnded(stop)).hasValue(Set.of(1));
        news.heard(Set.of(), Set.of(SECOND), Set.of(SECOND));
        assertThat(notEnded(stop)).hasValue(Set.of());
    }

    @Test
    void aTaskThatRunsAgainHasNotEnded() {
        news.listening();
        news.heard(Set.of(FIRST, SECOND), Set.of(FIRST, SECOND), Set.of());

        hears(FIRST);

        assertThat(notEnded(clock.instant())).hasValue(Set.of(0));
        assertThat(news.running("orders")).containsExactly(0);
    }

    @Test
    void itIsNotKnownWhoHasEndedIfSomeNotesMayHaveBeenMissed() {
        Instant stop = changed();

        news.listening();

        assertThat(notEnded(stop)).isEmpty();
    }
}

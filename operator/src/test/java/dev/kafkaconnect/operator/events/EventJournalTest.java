package dev.kafkaconnect.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.events.EventJournal.Decision;
import dev.kafkaconnect.operator.events.EventJournal.Told;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventJournalTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Told FAILED = new Told("uid", "Warning", "TasksFailed", "1 of 2 tasks has failed");

    private final EventJournal journal = new EventJournal();

    private static Told numbered(String uid, int number) {
        return new Told(uid, "Normal", "Restarted", "number " + number);
    }

    @Test
    void theSameEventIsCountedOnTheFirst() {
        assertThat(journal.decide(FAILED, NOW)).isEqualTo(new Decision.Write());
        journal.written(FAILED, "event-1");

        assertThat(journal.decide(FAILED, NOW.plusSeconds(60))).isEqualTo(new Decision.Count("event-1", 2));
        assertThat(journal.decide(FAILED, NOW.plusSeconds(120))).isEqualTo(new Decision.Count("event-1", 3));
    }

    @Test
    void anEventThatIsLongAgoIsWrittenAnew() {
        journal.decide(FAILED, NOW);
        journal.written(FAILED, "event-1");

        assertThat(journal.decide(FAILED, NOW.plus(EventJournal.SERIES))).isEqualTo(new Decision.Write());
    }

    @Test
    void anEventWhoseFirstIsGoneIsWrittenAnew() {
        journal.decide(FAILED, NOW);
        journal.written(FAILED, "event-1");
        journal.written(FAILED, null);

        assertThat(journal.decide(FAILED, NOW.plusSeconds(1))).isEqualTo(new Decision.Write());
    }

    @Test
    void anObjectHasABurstOfEventsAndThenOneInFiveMinutes() {
        for (int number = 0; number < EventJournal.BURST; number++) {
            assertThat(journal.decide(numbered("uid", number), NOW)).isEqualTo(new Decision.Write());
        }

        assertThat(journal.decide(numbered("uid", 100), NOW)).isEqualTo(new Decision.Drop());
        assertThat(journal.decide(numbered("uid", 101), NOW.plus(EventJournal.REFILL)))
                .isEqualTo(new Decision.Write());
        assertThat(journal.decide(numbered("uid", 102), NOW.plus(EventJournal.REFILL)))
                .isEqualTo(new Decision.Drop());
    }

    @Test
    void oneObjectDoesNotUseUpTheBudgetOfAnother() {
        for (int number = 0; number <= EventJournal.BURST; number++) {
            journal.decide(numbered("uid", number), NOW);
        }

        assertThat(journal.decide(numbered("another", 1), NOW)).isEqualTo(new Decision.Write());
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.Given;
import dev.kafkaconnect.operator.connector.spec.RestartPolicy;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final RestartPolicy POLICY = RestartPolicy.DEFAULT;
    private static final RestartPolicy TWICE_AT_MOST =
            new RestartPolicy(true, 2, POLICY.initialDelay(), POLICY.maxDelay(), POLICY.resetAfter());
    private static final ObservedConnector FAILED =
            Observations.connector(RunState.Running, RunState.Running, RunState.Failed);
    private static final ObservedConnector WELL = Observations.connector(RunState.Running, RunState.Running);
    private static final ObservedConnector STARTING = Observations.connector(RunState.Running);

    @ParameterizedTest(name = "after {0} restarts the next is due in {1} s")
    @CsvSource({"0, 10", "1, 20", "2, 40", "5, 320", "6, 600", "100, 600"})
    void eachDelayIsTwiceAsLongAndAtMostAFifthLonger(int count, int seconds) {
        Restarts restarts = new Restarts(count, NOW.minusSeconds(1), null).seen(FAILED, POLICY, 7, NOW);

        assertThat(restarts.nextAt()).isBetween(NOW.plusSeconds(seconds), NOW.plusSeconds(seconds + seconds / 5));
        assertThat(restarts.count()).isEqualTo(count);
    }

    @Test
    void manyThatFailedTogetherAreNotRestartedTogether() {
        long differentTimes = IntStream.range(0, 100)
                .mapToObj(connector -> "connector-" + connector)
                .map(name -> new Restarts(5, NOW, null).seen(FAILED, POLICY, name.hashCode(), NOW))
                .map(restarts -> Objects.requireNonNull(restarts.nextAt()))
                .distinct()
                .count();

        assertThat(differentTimes).isGreaterThan(20);
    }

    @Test
    void aDueTimeDoesNotMoveWhileItFails() {
        Restarts due = Restarts.NONE.seen(FAILED, POLICY, 7, NOW);

        Restarts later = due.seen(FAILED, POLICY, 7, NOW.plusSeconds(5));

        assertThat(later).isEqualTo(due);
    }

    @Test
    void nothingIsDueAnyMoreOnceItIsWell() {
        Restarts due = new Restarts(3, NOW, NOW.plusSeconds(40));

        Restarts recovered = due.seen(WELL, POLICY, 7, NOW.plusSeconds(5));

        assertThat(recovered).isEqualTo(new Restarts(3, NOW, null));
    }

    @Test
    void nothingIsDueWhereRestartsAreSwitchedOff() {
        Restarts restarts = Restarts.NONE.seen(FAILED, Given.NO_RESTARTS, 7, NOW);

        assertThat(restarts.nextAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "3, false"})
    void nothingIsDueWhenAllRestartsAreUsedUp(int count, boolean due) {
        Restarts restarts = new Restarts(count, NOW, null).seen(FAILED, TWICE_AT_MOST, 7, NOW);

        assertThat(restarts.nextAt() != null).isEqualTo(due);
    }

    @ParameterizedTest(name = "well for {0} s: {1} restarts counted")
    @CsvSource({"60, 3", "600, 3", "601, 0"})
    void startsCountingAnewAfterItRanWellForLong(int seconds, int count) {
        Restarts restarts = new Restarts(3, NOW, null).seen(WELL, POLICY, 7, NOW.plusSeconds(seconds));

        assertThat(restarts.count()).isEqualTo(count);
    }

    @Test
    void doesNotStartCountingAnewBeforeItRuns() {
        Restarts restarts = new Restarts(3, NOW, null).seen(STARTING, POLICY, 7, NOW.plus(Duration.ofHours(1)));

        assertThat(restarts.count()).isEqualTo(3);
    }

    @Test
    void knowsNothingNewOfAConnectorThatIsNotSeen() {
        Restarts due = new Restarts(3, NOW, NOW.plusSeconds(40));

        Restarts unseen = due.seen(null, POLICY, 7, NOW.plus(Duration.ofHours(1)));

        assertThat(unseen).isEqualTo(due);
    }

    @Test
    void countsARestartThatWasCarriedOut() {
        Restarts done = new Restarts(3, NOW, NOW.plusSeconds(40)).done(NOW.plusMillis(40_500));

        assertThat(done).isEqualTo(new Restarts(4, NOW.plusSeconds(40), null));
    }
}

package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.polling.PollPace.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {
    private static final PollBudget NOTHING_SAVED = new PollBudget(Duration.ZERO);

    private final PollPace pace = new PollPace(Duration.ofMillis(250), Duration.ofSeconds(5));

    @ParameterizedTest(name = "a poll of {0} ms")
    @CsvSource({
        "1, 250, 5000, 30",
        "9, 250, 5000, 81",
        "45, 405, 5000, 405",
        "146, 1314, 5000, 1314",
        "800, 2000, 7200, 2000",
        "8000, 2000, 20000, 2000"
    })
    void leavesTheWorkersAloneInProportionToTheCostOfAPollWhenNothingIsSaved(
            long cost, long whileChanging, long atRest, long afterNews) {
        Duration last = Duration.ofMillis(cost);

        assertThat(pace.pause(Reason.CHANGE, NOTHING_SAVED, last)).hasMillis(whileChanging);
        assertThat(pace.pause(Reason.NONE, NOTHING_SAVED, last)).hasMillis(atRest);
        assertThat(pace.shortestPause(NOTHING_SAVED, last)).hasMillis(afterNews);
    }

    @Test
    void looksLessOftenForAChangeOfWhichItIsTold() {
        assertThat(pace.pause(Reason.TOLD_CHANGE, PollBudget.FULL, Duration.ofMillis(5)))
                .hasMillis(1000);
    }

    @Test
    void followsAChangeCloselyAfterARest() {
        Duration last = Duration.ofMillis(45);

        assertThat(pace.pause(Reason.CHANGE, PollBudget.FULL, last)).hasMillis(250);
        assertThat(pace.shortestPause(PollBudget.FULL, last)).hasMillis(30);
    }
}

package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {
    private final PollPace pace = new PollPace(Duration.ofMillis(250), Duration.ofSeconds(5));

    @ParameterizedTest(name = "a poll of {0} ms")
    @CsvSource({
        "1, 250, 5000, 100",
        "9, 250, 5000, 100",
        "45, 405, 5000, 405",
        "146, 1314, 5000, 1314",
        "800, 2000, 7200, 2000",
        "8000, 2000, 20000, 2000"
    })
    void leavesTheWorkersAloneInProportionToTheCostOfTheLastPoll(
            long cost, long whileChanging, long atRest, long afterNews) {
        Duration last = Duration.ofMillis(cost);

        assertThat(pace.pause(true, last)).hasMillis(whileChanging);
        assertThat(pace.pause(false, last)).hasMillis(atRest);
        assertThat(pace.shortestPause(last)).hasMillis(afterNews);
    }
}

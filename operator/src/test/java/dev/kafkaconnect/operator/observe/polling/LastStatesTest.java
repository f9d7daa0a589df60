package dev.kafkaconnect.operator.observe.polling;

import static dev.kafkaconnect.operator.observe.Listings.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastStatesTest {
    private static final String WORKER = "one:8083";
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plusSeconds(3);

    private final FakeConnectApi workers = new FakeConnectApi();
    private final LastStates states = new LastStates(LONGEST);

    @BeforeEach
    void aHundredRun() throws ConnectFault {
        IntStream.range(0, 100).forEach(number -> workers.show("connector-" + number, all("RUNNING", WORKER)));
        ask(Set.of(), START);
        workers.requests().clear();
    }

    private Map<String, Status> ask(Set<String> inQuestion, Instant now) throws ConnectFault {
        return states.ask(workers.api(), inQuestion, now);
    }

    @Test
    void aFewOfManyAreAskedForByName() throws ConnectFault {
        workers.show("connector-1", all("FAILED", WORKER));

        assertThat(ask(Set.of("connector-1", "connector-2"), LATER))
                .hasSize(100)
                .containsEntry("connector-1", all("FAILED", WORKER).status());
        assertThat(workers.requests()).containsExactly("status", "status");
        assertThat(states.asOf()).isEqualTo(START);
        assertThat(states.later()).isEqualTo(Map.of("connector-1", LATER, "connector-2", LATER));
    }

    @Test
    void oneThatIsNewIsAdded() throws ConnectFault {
        workers.show("new", all("RUNNING", WORKER));

        assertThat(ask(Set.of("new"), LATER)).hasSize(101).containsKey("new");
    }

    @Test
    void oneThatIsGoneIsRemoved() throws ConnectFault {
        workers.hide("connector-1");

        assertThat(ask(Set.of("connector-1"), LATER)).hasSize(99).doesNotContainKey("connector-1");
    }

    @Test
    void allAreAskedForTogetherWhenThatIsCheaper() throws ConnectFault {
        ask(Set.of("connector-1", "connector-2", "connector-3"), LATER);

        assertThat(workers.requests()).containsExactly("states");
        assertThat(states.asOf()).isEqualTo(LATER);
        assertThat(states.later()).isEmpty();
    }

    @Test
    void allAreAskedForFromTimeToTime() throws ConnectFault {
        ask(Set.of("connector-1"), START.plus(LONGEST));
        ask(Set.of("connector-1"), START.plus(LONGEST).plusMillis(1));

        assertThat(workers.requests()).containsExactly("status", "states");
    }

    @Test
    void nothingOfAnAnswerCountsWhenAnotherIsMissing() throws ConnectFault {
        workers.answer("status", new ConnectFault.Unreachable("the workers did not answer within 8 s"));

        assertThatThrownBy(() -> ask(Set.of("connector-1"), LATER)).isInstanceOf(ConnectFault.class);
        assertThat(states.later()).isEmpty();
    }
}

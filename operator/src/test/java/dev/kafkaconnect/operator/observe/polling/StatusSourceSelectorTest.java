package dev.kafkaconnect.operator.observe.polling;

import static dev.kafkaconnect.operator.observe.Listings.connector;
import static dev.kafkaconnect.operator.observe.Listings.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorListing.TaskId;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusSourceSelectorTest {
    private static final ConnectorListing KNOWN = listing(task(0, "RUNNING", "two:8083"));
    private static final ConnectorListing SILENT = listing();

    private final FakeConnectApi any = new FakeConnectApi();
    private final FakeConnectApi one = new FakeConnectApi();
    private final FakeConnectApi two = new FakeConnectApi();
    private final Map<String, ConnectApi> ready = new TreeMap<>(Map.of("one:8083", one.api(), "two:8083", two.api()));
    private final ManualClock clock = new ManualClock();
    private final StatusSourceSelector statusSource =
            new StatusSourceSelector(new ClusterId("team", "payments"), any::api, () -> ready, clock);

    private static ConnectorListing listing(Part... tasks) {
        return new ConnectorListing(
                new Info(Map.of(), List.of(new TaskId(0))),
                new Status("source", connector("RUNNING", "two:8083"), List.of(tasks)));
    }

    @BeforeEach
    void onlyTheSecondKnowsOfTheTask() {
        any.show("orders", SILENT);
        one.show("orders", SILENT);
        two.show("orders", KNOWN);
    }

    private @Nullable ConnectorListing orders() throws ConnectFault {
        return statusSource.ask(ConnectApi::connectors).get("orders");
    }

    private void afterAWhile() throws ConnectFault {
        statusSource.ask(ConnectApi::connectors);
        clock.advance(StatusSourceSelector.PATIENCE);
    }

    private List<Integer> requests() {
        return Stream.of(any, one, two).map(api -> api.requests().size()).toList();
    }

    @Test
    void asksNobodyElseWhileATaskHasBeenSilentForAMoment() throws ConnectFault {
        assertThat(orders()).isEqualTo(SILENT);

        clock.advance(StatusSourceSelector.PATIENCE.minusMillis(1));

        assertThat(orders()).isEqualTo(SILENT);
        assertThat(requests()).containsExactly(2, 0, 0);
    }

    @Test
    void asksNobodyElseWhileEachTaskIsHeardOf() throws ConnectFault {
        any.show("orders", KNOWN);
        afterAWhile();

        assertThat(orders()).isEqualTo(KNOWN);
        assertThat(requests()).containsExactly(2, 0, 0);
    }

    @Test
    void believesAWorkerThatHasHeardOfTheTask() throws ConnectFault {
        afterAWhile();

        assertThat(orders()).isEqualTo(KNOWN);
    }

    @Test
    void asksTheOthersAtOnceAboutATaskThatAnotherAnswerHadWordOf() throws ConnectFault {
        any.show("orders", KNOWN);
        orders();
        any.show("orders", SILENT);

        assertThat(orders()).isEqualTo(KNOWN);
        assertThat(requests()).containsExactly(2, 1, 2);
    }

    @Test
    void staysWithThatWorkerAndSendsOneRequestAgain() throws ConnectFault {
        afterAWhile();
        orders();

        assertThat(orders()).isEqualTo(KNOWN);
        assertThat(requests()).containsExactly(2, 1, 3);
    }

    @Test
    void asksAnyWorkerWhenThatOneIsGone() throws ConnectFault {
        afterAWhile();
        orders();
        any.show("orders", KNOWN);

        ready.remove("two:8083");

        assertThat(orders()).isEqualTo(KNOWN);
        assertThat(requests()).containsExactly(3, 1, 2);
    }

    @Test
    void findsAnotherAtOnceWhenThatOneIsGone() throws ConnectFault {
        FakeConnectApi three = new FakeConnectApi();
        three.show("orders", KNOWN);
        ready.put("three:8083", three.api());
        afterAWhile();
        assertThat(orders()).isEqualTo(KNOWN);
        assertThat(orders()).isEqualTo(KNOWN);

        ready.remove("three:8083");

        assertThat(orders()).isEqualTo(KNOWN);
    }

    @Test
    void asksAnyWorkerWhenThatOneDoesNotAnswer() throws ConnectFault {
        afterAWhile();
        orders();

        two.failWith(new ConnectFault.Unreachable("refused"));

        assertThat(orders()).isEqualTo(SILENT);
    }

    @Test
    void passesOverAWorkerThatDoesNotAnswer() throws ConnectFault {
        one.failWith(new ConnectFault.Unreachable("refused"));
        afterAWhile();

        assertThat(orders()).isEqualTo(KNOWN);
    }

    @Test
    void searchesLessAndLessOftenForATaskThatNobodyHasHeardOf() throws ConnectFault {
        two.show("orders", SILENT);
        afterAWhile();

        for (int second = 0; second < 600; second++) {
            assertThat(orders()).isEqualTo(SILENT);
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(two.requests()).hasSizeBetween(10, 20);
    }

    @Test
    void searchesSoonWhenOneMoreTaskIsSilent() throws ConnectFault {
        two.show("orders", SILENT);
        afterAWhile();
        orders();
        any.show("refunds", SILENT);
        two.show("refunds", KNOWN);

        afterAWhile();
        clock.advance(StatusSourceSelector.BETWEEN_SEARCHES);

        assertThat(statusSource.ask(ConnectApi::connectors)).containsEntry("refunds", KNOWN);
    }

    @Test
    void searchesEveryFewSecondsHoweverManyTasksAreMade() throws ConnectFault {
        two.show("orders", SILENT);
        for (int tick = 0; tick < 120; tick++) {
            any.show("made-" + tick, SILENT);
            statusSource.ask(ConnectApi::connectors);
            clock.advance(Duration.ofMillis(250));
        }

        assertThat(one.requests().stream()
                        .filter(request -> request.equals("connectors"))
                        .count())
                .isZero();
        assertThat(one.requests()).hasSizeLessThan(11 * 20);
    }

    @Test
    void asksAWorkerForAFewOfTheConnectorsInQuestionAndNotForAll() throws ConnectFault {
        for (int number = 0; number < 100; number++) {
            any.show("made-" + number, SILENT);
        }
        afterAWhile();
        statusSource.ask(ConnectApi::connectors);

        assertThat(one.requests()).hasSize(20).containsOnly("status");
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.faults.MortalConnectApi;
import dev.kafkaconnect.e2e.support.faults.MortalConnectApi.Death;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The operator dies at every step of every plan, ahead of the request and after it was carried out. One without any memory
 * takes over: the end is the same, and what must be done once was done once.
 */
@Tag("connect")
@Tag("faults")
class OperatorKilledTest {
    private static final Duration ALL = Duration.ofSeconds(90);
    private static final String SHARED = "numbers-of-the-killed";
    private static final int FAR = 1_000_000;

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    /** What is asked of the operator, from what state, and the requests that it takes. */
    private enum Work {
        CREATE("", "", "Running", "validate", "create"),
        UPDATE("state: Running", "config: {rate: 2}", "Running", "validate", "putConfig"),
        PAUSE("state: Running", "state: Paused", "Paused", "pause"),
        RESUME("state: Paused", "state: Running", "Running", "resume"),
        STOP("state: Running", "state: Stopped", "Stopped", "stop"),
        WAKE("state: Stopped", "state: Running\nconfig: {rate: 2}", "Running", "validate", "putConfig", "resume"),
        RESTART("state: Running", "", "Running", "restart"),
        SET(
                "state: Running",
                "offsets: {id: far, set: [{partition: {sequence: '0'}, offset: {position: %d}}]}".formatted(FAR),
                "Running",
                "stop",
                "alterOffsets",
                "resume"),
        RESET("state: Running", "offsets: {id: zero, reset: true}", "Running", "stop", "deleteOffsets", "resume"),
        DELETE("state: Running\ndeleteOffsets: true", "", "gone", "stop", "deleteOffsets", "delete");

        final String first;
        final String change;
        final String end;
        final List<String> requests;

        Work(String first, String change, String end, String... requests) {
            this.first = first;
            this.change = change;
            this.end = end;
            this.requests = List.of(requests);
        }
    }

    private record Victim(Work work, Death death) {
        String name() {
            return "%s-killed-%s-%s"
                    .formatted(work, death.after() ? "after" : "before", death.request())
                    .toLowerCase(Locale.ROOT);
        }

        String topic() {
            return work == Work.SET || work == Work.RESET || work == Work.DELETE ? "numbers-of-" + name() : SHARED;
        }

        String spec() {
            return SequenceSpecs.source(work.first, "topic: %s, rate: 1".formatted(topic()));
        }
    }

    @AfterAll
    static void an_operator_that_does_not_die() {
        CLUSTER.restartOperator();
    }

    @TestFactory
    Stream<DynamicTest> a_new_operator_brings_every_work_to_its_end() throws Exception {
        List<Victim> victims = victims();
        SequenceSpecs.topic(CLUSTER.kafka.admin(), SHARED, 1);
        victims.stream()
                .map(Victim::topic)
                .filter(topic -> !topic.equals(SHARED))
                .forEach(topic -> SequenceSpecs.topic(CLUSTER.kafka.admin(), topic, 1));
        victims.stream()
                .filter(victim -> victim.work() != Work.CREATE)
                .forEach(victim -> wanted.connector(victim.name(), victim.spec()));
        within(ALL)
                .alias("all as they are before the work")
                .until(() -> victims.stream()
                        .filter(victim -> victim.work() != Work.CREATE)
                        .allMatch(victim -> CLUSTER.isReady(victim.name())));
        within(ALL)
                .until(() -> victims.stream()
                        .filter(victim -> !victim.topic().equals(SHARED))
                        .allMatch(victim -> read(victim.topic()).records() > 0));

        MortalConnectApi first = new MortalConnectApi();
        victims.forEach(victim -> first.condemn(victim.name(), victim.death()));
        CLUSTER.restartOperator(Timeouts.DEFAULT, first::around);
        victims.forEach(this::ask);
        within(ALL)
                .alias("the operator died to all of them")
                .until(() -> victims.stream()
                        .filter(victim -> !first.isDead(victim.name()))
                        .map(Victim::name)
                        .toList()
                        .isEmpty());

        MortalConnectApi second = new MortalConnectApi();
        CLUSTER.restartOperator(Timeouts.DEFAULT, second::around);
        return victims.stream()
                .map(victim ->
                        DynamicTest.dynamicTest(victim.name(), () -> assertThatItEndedWell(victim, first, second)));
    }

    private static List<Victim> victims() {
        List<Victim> victims = new ArrayList<>();
        for (Work work : Work.values()) {
            for (String request : work.requests) {
                victims.add(new Victim(work, new Death(request, false)));
                victims.add(new Victim(work, new Death(request, true)));
            }
        }
        return victims;
    }

    private void ask(Victim victim) {
        switch (victim.work()) {
            case CREATE -> wanted.connector(victim.name(), victim.spec());
            case DELETE -> wanted.deleteConnector(victim.name());
            case RESTART -> wanted.annotateConnector(victim.name(), "kafkaconnect.dev/restartedAt", "now");
            default -> wanted.changeConnector(victim.name(), victim.work().change);
        }
    }

    private Sequences read(String topic) {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), topic).sequences();
    }

    private void assertThatItEndedWell(Victim victim, MortalConnectApi first, MortalConnectApi second)
            throws Exception {
        String name = victim.name();
        if (victim.work() == Work.DELETE) {
            within(ALL).until(() -> wanted.connector(name) == null);
            assertThat(CLUSTER.has(name)).isFalse();
        } else {
            // The work for the others makes the workers rebalance, and the connector unassigned for a moment.
            within(ALL).alias(name + " is as it shall be").untilAsserted(() -> {
                assertThat(CLUSTER.isReady(name)).isTrue();
                assertThat(wanted.reasonOfConnector(name)).isEqualTo(victim.work().end);
                assertThat(CLUSTER.connect()
                                .connectors()
                                .get(name)
                                .status()
                                .connector()
                                .state())
                        .isEqualTo(victim.work().end.toUpperCase(Locale.ROOT));
            });
        }
        List<String> done = carriedOut(name, first, second);
        switch (victim.work()) {
            case CREATE -> assertThat(done).containsOnlyOnce("create").doesNotContain("putConfig");
            case UPDATE, WAKE -> {
                assertThat(done).containsOnlyOnce("putConfig");
                assertThat(CLUSTER.connect().connectors().get(name).info().config())
                        .containsEntry("rate", "2");
            }
            // Whether the workers got it cannot be known; twice is better than never.
            case RESTART -> {
                eventually().until(() -> wanted.connector(name).getStatus().getRestartedAt(), "now"::equals);
                assertThat(carriedOut(name, first, second))
                        .hasSize(victim.death().after() ? 2 : 1)
                        .containsOnly("restart");
            }
            case SET -> {
                assertThat(wanted.connector(name).getStatus().getOffsets().getResult())
                        .isEqualTo("Done");
                eventually().until(() -> times(victim, FAR + 1) > 0);
                assertThat(times(victim, FAR + 1)).isEqualTo(1);
                assertThat(read(victim.topic()).repeated()).isZero();
            }
            case RESET -> {
                assertThat(wanted.connector(name).getStatus().getOffsets().getResult())
                        .isEqualTo("Done");
                eventually().until(() -> times(victim, 0) > 1);
                assertThat(times(victim, 0)).isEqualTo(2);
            }
            case DELETE -> {
                assertThat(done).containsOnlyOnce("delete").contains("deleteOffsets");
                assertThat(offsetsLeft(name)).isEqualTo("{\"offsets\":[]}");
            }
            default -> assertThat(done).containsExactlyElementsOf(victim.work().requests);
        }
    }

    private long times(Victim victim, int position) {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), victim.topic())
                .entries().stream()
                        .filter(entry -> entry.position() == position)
                        .count();
    }

    private static List<String> carriedOut(String name, MortalConnectApi first, MortalConnectApi second) {
        return Stream.of(first, second)
                .flatMap(operator -> operator.carriedOut(name).stream())
                .toList();
    }

    /** Offsets of a connector that is gone show when there is one of its name again. */
    private static String offsetsLeft(String name) throws Exception {
        CLUSTER.connect()
                .create(
                        name,
                        ConnectorConfig.of(Map.of(
                                "name",
                                name,
                                "connector.class",
                                "dev.kafkaconnect.e2e.sequence.SequenceSource",
                                "topic",
                                SHARED)),
                        InitialState.STOPPED);
        return eventually()
                .until(() -> CLUSTER.get("/connectors/%s/offsets".formatted(name)), text -> text.contains("offsets"));
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Request;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Something between the operator and the workers spoils requests and answers: the end is right all the same. */
@Tag("connect")
@Tag("faults")
class FaultyRestApiTest {
    private static final Duration ALL = Duration.ofSeconds(90);
    private static final int SPOILT_AT_EACH_STEP = 2;
    private static final String TOPIC = "numbers-through-storms";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    /** One connector lives through each. */
    private enum Storm {
        NO_LEADER(Fault.Answer.error(409, "Cannot complete request momentarily due to no known leader URL")),
        REBALANCE(Fault.Answer.error(500, "Request cannot be completed because a rebalance is expected")),
        DEAD_LEADER(Fault.Answer.error(500, "IO Error trying to forward REST request: Connection refused")),
        STARTING(new Fault.Answer(404, "text/html", "<html><body>HTTP ERROR 404 Not Found</body></html>")),
        NO_ENDPOINT(new Fault.Answer(503, "text/plain", "no healthy upstream")),
        PAGE(new Fault.Answer(500, "text/html", "<html><body>Internal Server Error</body></html>")),
        CUT(new Fault.Cut()),
        DONE_AND_CUT(new Fault.DoneAndCut()),
        DONE_AND_HALF(new Fault.DoneAndHalf()),
        DONE_BUT_500(new Fault.DoneBut(
                Fault.Answer.error(500, "Request cannot be completed because a rebalance is expected")));

        final Fault fault;

        Storm(Fault fault) {
            this.fault = fault;
        }

        String connector() {
            return "in-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Stream<Storm> all() {
            return Arrays.stream(values());
        }
    }

    /** Spoils the first requests of each kind about each connector. */
    private static final class Storms implements FaultyProxy.Weather {
        private final Map<String, AtomicInteger> spoilt = new ConcurrentHashMap<>();

        @Override
        public Fault at(Request request) {
            return Storm.all()
                    .filter(storm -> request.writes() && request.isAbout(storm.connector()))
                    .filter(storm -> count(storm, request).getAndIncrement() < SPOILT_AT_EACH_STEP)
                    .map(storm -> storm.fault)
                    .findFirst()
                    .orElseGet(Fault.None::new);
        }

        private AtomicInteger count(Storm storm, Request request) {
            return spoilt.computeIfAbsent(
                    "%s %s %s".formatted(storm, request.method(), request.path()), key -> new AtomicInteger());
        }

        boolean hit(Storm storm, String ending) {
            return spoilt.keySet().stream().anyMatch(key -> key.startsWith(storm + " ") && key.endsWith(ending));
        }
    }

    @Test
    void a_connector_lives_its_life_through_storms_and_no_failure_is_shown() throws Exception {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
        Storms storms = new Storms();
        CLUSTER.proxy().change(storms);
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            Storm.all()
                    .forEach(storm -> wanted.connector(
                            storm.connector(), SequenceSpecs.source("", "topic: %s, rate: 1".formatted(TOPIC))));
            allAre("Running");
            all("state: Paused");
            allAre("Paused");
            all("state: Stopped");
            allAre("Stopped");
            all("state: Running\nconfig: {rate: 2}");
            allAre("Running");
            Map<String, ConnectorListing> connectors = CLUSTER.connect().connectors();
            Storm.all()
                    .forEach(storm -> assertThat(
                                    connectors.get(storm.connector()).info().config())
                            .containsEntry("rate", "2"));
            Storm.all().forEach(storm -> wanted.deleteConnector(storm.connector()));
            within(ALL).until(() -> Storm.all().allMatch(storm -> wanted.connector(storm.connector()) == null));

            assertThat(CLUSTER.connect().connectors()).isEmpty();
            assertThat(log.failures()).isEmpty();
            Storm.all()
                    .forEach(storm -> assertThat(List.of("/validate", "/connectors", "/pause", "/stop", "/resume"))
                            .allMatch(ending -> storms.hit(storm, ending)));
        }
    }

    private void all(String change) {
        Storm.all().forEach(storm -> wanted.changeConnector(storm.connector(), change));
    }

    private void allAre(String reason) {
        within(ALL)
                .alias("all are " + reason)
                .untilAsserted(() -> assertThat(Storm.all()
                                .map(Storm::connector)
                                .filter(name -> !CLUSTER.isReady(name)
                                        || !wanted.reasonOfConnector(name).equals(reason)))
                        .isEmpty());
    }

    @Test
    void looks_that_fail_now_and_then_leave_every_status_as_it_is() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC + "-2", 1);
        wanted.connector("looked-at", SequenceSpecs.source("", "topic: %s-2, rate: 1".formatted(TOPIC)));
        eventually().until(() -> CLUSTER.isReady("looked-at"));
        AtomicInteger looks = new AtomicInteger();
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            List<Storm> storms = List.of(Storm.values());
            CLUSTER.proxy()
                    .change(request -> !request.writes() && looks.incrementAndGet() % 2 == 1
                            ? storms.get(looks.get() / 2 % storms.size()).fault
                            : new Fault.None());

            within(ALL).until(() -> looks.get() > 4 * storms.size());

            assertThat(log.of("looked-at"))
                    .allMatch(shown ->
                            shown.condition("Ready").orElseThrow().getStatus().equals("True"));
            assertThat(wanted.ofCluster(OperatedCluster.NAME, "Ready").getStatus())
                    .isEqualTo("True");
        }
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.kafka.Brokers;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.workers.PlayedKubelet;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import dev.kafkaconnect.e2e.support.workers.RetryingConnectApi;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kafka goes away under load, for a moment and for three minutes, beside two groups of workers that differ in how often their
 * members tell the coordinator of themselves. What is asserted is that no worker is restarted and that all tasks write again.
 */
@Tag("connect")
@Tag("figure")
@Tag("last")
class KafkaOutageFigureTest {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration BLIP = Duration.ofMillis(1500);
    private static final Duration OUTAGE = Duration.ofMinutes(3);
    private static final double LIMIT = 15;
    private static final int WORKERS = 2;
    private static final int TASKS = 4;
    private static final String REVOKED = "Revoking previous assignment";

    private static Brokers brokers;
    private static List<Group> groups = List.of();

    private record Group(int heartbeatMillis, RealWorkers workers) {
        static Group of(int heartbeatMillis) {
            String name = "heartbeat-" + heartbeatMillis;
            return new Group(
                    heartbeatMillis,
                    new RealWorkers(
                            name,
                            """
                            bootstrap.servers=%s
                            group.id=%s
                            config.storage.topic=%s-configs
                            offset.storage.topic=%s-offsets
                            status.storage.topic=%s-status
                            key.converter=org.apache.kafka.connect.storage.StringConverter
                            value.converter=org.apache.kafka.connect.storage.StringConverter
                            scheduled.rebalance.max.delay.ms=0
                            heartbeat.interval.ms=%d
                            """.formatted(brokers.bootstrapServers(), name, name, name, name, heartbeatMillis),
                            IntStream.range(0, WORKERS)
                                    .mapToObj(index -> "%s-%d.workers".formatted(name, index))
                                    .toList()));
        }

        String topic() {
            return "numbers-" + heartbeatMillis;
        }

        void run(HttpClient http) throws Exception {
            RetryingConnectApi.by(new HttpConnectApi(http, "http://" + workers.endpoint(0), Timeouts.DEFAULT))
                    .putConfig(
                            "numbers",
                            ConnectorConfig.of(Map.of(
                                    "name",
                                    "numbers",
                                    "connector.class",
                                    "dev.kafkaconnect.e2e.sequence.SequenceSource",
                                    "tasks.max",
                                    String.valueOf(TASKS),
                                    "sequences",
                                    String.valueOf(TASKS),
                                    "rate",
                                    "20",
                                    "topic",
                                    topic())));
        }

        /** For each sequence the time of its first record after that one. */
        Map<String, Long> firstAfter(Instant moment) {
            return new RecordReader(brokers.bootstrapServers(), topic())
                    .entries().stream()
                            .filter(entry -> entry.timestampMillis() > moment.toEpochMilli())
                            .collect(Collectors.toMap(
                                    Sequences.Entry::sequence, Sequences.Entry::timestampMillis, Math::min));
        }

        /** Seconds until the last of its tasks wrote again. */
        double secondsToRecords(Instant moment) {
            Map<String, Long> first = within(START)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> firstAfter(moment), found -> found.size() == TASKS);
            return (first.values().stream().mapToLong(time -> time).max().orElseThrow() - moment.toEpochMilli())
                    / 1000.0;
        }
    }

    @BeforeAll
    static void two_groups_that_write() throws Exception {
        brokers = Brokers.start();
        groups = new ArrayList<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
                HttpClient http = HttpClient.newHttpClient()) {
            for (int heartbeatMillis : List.of(500, 3000)) {
                // Ports are free until the workers that they were chosen for have started.
                Group group = Group.of(heartbeatMillis);
                groups.add(group);
                SequenceSpecs.topic(admin, group.topic(), TASKS);
                group.workers().start();
                group.run(http);
            }
        }
        all_write(Instant.now());
    }

    @AfterAll
    static void end() {
        groups.forEach(group -> group.workers().close());
        brokers.close();
    }

    private static void all_write(Instant after) {
        groups.forEach(group -> group.secondsToRecords(after));
    }

    @Test
    void a_moment_without_coordinator_and_brokers_that_are_upgraded() {
        print("all brokers silent for 1.5 s", revocations(() -> {
            brokers.pause();
            elapse(BLIP);
            brokers.goOn();
        }));
        print("each of three brokers restarted in good order", revocations(brokers::roll));
    }

    private static Map<Integer, Long> revocations(Runnable event) {
        Map<Integer, Long> before = revoked();
        event.run();
        all_write(Instant.now());
        Map<Integer, Long> after = revoked();
        return after.keySet().stream()
                .collect(Collectors.toMap(
                        heartbeat -> heartbeat, heartbeat -> after.get(heartbeat) - before.get(heartbeat)));
    }

    private static Map<Integer, Long> revoked() {
        return groups.stream()
                .collect(Collectors.toMap(
                        Group::heartbeatMillis, group -> group.workers().linesWith(REVOKED)));
    }

    private static void print(String event, Map<Integer, Long> revocations) {
        revocations.forEach((heartbeat, workers) -> Figures.add(Figure.count(
                        "workers that give up their tasks, %s, heartbeat.interval.ms %d".formatted(event, heartbeat),
                        workers,
                        "workers")
                .beside("%d workers", WORKERS)));
    }

    @Test
    void three_minutes_without_brokers() {
        List<String> endpoints = groups.stream()
                .flatMap(group -> group.workers().endpoints().stream())
                .toList();
        try (PlayedKubelet kubelet = new PlayedKubelet(endpoints)) {
            brokers.pause();
            elapse(OUTAGE);
            brokers.goOn();
            Instant back = Instant.now();
            for (Group group : groups) {
                double seconds = group.secondsToRecords(back);
                Figures.add(Figure.seconds(
                                "tasks write again after %d s without brokers, heartbeat.interval.ms %d"
                                        .formatted(OUTAGE.toSeconds(), group.heartbeatMillis()),
                                seconds)
                        .atMost(LIMIT)
                        .beside("%d tasks", TASKS));
            }
            Figures.add(Figure.count(
                            "restarts that the readiness probe would have caused",
                            kubelet.restartsByReadiness(),
                            "restarts")
                    .beside("%d by the liveness probe, %d workers", kubelet.restarts(), endpoints.size()));
            assertThat(kubelet.restarts()).isZero();
            assertThat(kubelet.longestStreak()).isLessThan(5);
        }
    }

    private static void elapse(Duration time) {
        Instant end = Instant.now().plus(time);
        within(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Instant.now().isAfter(end));
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.kafka.SequenceProgress;
import dev.kafkaconnect.e2e.support.workers.RolledCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exactly-once sources on real workers: switched on under load, then workers killed under load, then switched off under load. */
@Tag("connect")
@Tag("exactly-once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExactlyOnceTest {
    private static final String PHASE = "exactly.once.source.support";
    private static final Duration ROLLOUTS = Duration.ofMinutes(8);
    private static final Duration FAILOVER = Duration.ofSeconds(120);
    private static final int WORKERS = 3;
    private static final int SEQUENCES = 3;
    private static final int RATE = 60;

    /** Of a task, between polls: each of its transactions has the records of so long. */
    private static final int REST_MILLIS = 300;

    /** Which workers are killed, one line after the other; each of them leads the group at some time. */
    private static final List<List<Integer>> KILLS =
            List.of(List.of(0), List.of(1), List.of(2), List.of(0, 1), List.of(2));

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass("exact");

    private static final Map<String, SequenceProgress> PROGRESS = new HashMap<>();

    private static RolledCluster cluster;

    @BeforeAll
    static void workersWithoutTransactions() {
        cluster = new RolledCluster(API, "exact", WORKERS, """
                kafka: {bootstrapServers: '%s'}
                rest: {tls: {mode: Disabled}}
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                  offset.flush.interval.ms: 1000
                """.formatted(KAFKA.bootstrapServers()));
    }

    @AfterAll
    static void theEnd() {
        PROGRESS.values().forEach(SequenceProgress::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void is_switched_on_by_two_rollouts_while_records_are_on_their_way() {
        source("rolled-on", "");
        List<List<String>> seen = roll("Enabled");

        assertThat(seen).contains(List.of("preparing", "preparing", "preparing"));
        assertThat(seen.getLast()).containsOnly("enabled");
        assertNoneLost("two rollouts to enabled", "rolled-on");
    }

    @Test
    @Order(2)
    void workers_that_are_killed_under_load_repeat_nothing_and_lose_nothing() throws Exception {
        source("each-batch", "exactly.once.support: required");
        source(
                "each-second",
                "exactly.once.support: required, transaction.boundary: interval, transaction.boundary.interval.ms: 1000");
        int killed = 0;
        for (List<Integer> victims : KILLS) {
            someMoreRecords("each-batch");
            someMoreRecords("each-second");
            victims.forEach(cluster::kill);
            killed += victims.size();
            cluster.revive();
        }
        someMoreRecords("each-batch");
        someMoreRecords("each-second");

        for (String name : List.of("each-batch", "each-second")) {
            stop(name);
            Sequences committed = read(name, "read_committed");
            Sequences all = read(name, "read_uncommitted");
            Figures.add(Figure.count(
                            "duplicates by read_uncommitted, one transaction for %s".formatted(name.replace('-', ' ')),
                            all.repeated(),
                            "records")
                    .beside(
                            "%d records, %d workers killed: %d duplicated, %d lost by read_committed",
                            committed.records(), killed, committed.repeated(), committed.missing()));
            assertThat(committed.byName()).hasSize(SEQUENCES);
            assertThat(committed.missing()).as("lost").isZero();
            assertThat(committed.repeated()).as("duplicated").isZero();
            assertThat(ends(name)).as("offsets are those of the last records").isEqualTo(offsets(name));
        }
    }

    @Test
    @Order(3)
    void is_switched_off_by_two_rollouts_while_records_are_on_their_way() {
        source("rolled-off", "");
        List<List<String>> seen = roll("Disabled");

        assertThat(seen).contains(List.of("preparing", "preparing", "preparing"));
        assertThat(seen.getLast()).containsOnly("-");
        assertNoneLost("two rollouts to disabled", "rolled-off");
    }

    private static void source(String name, String config) {
        SequenceSpecs.topic(KAFKA.admin(), name, SEQUENCES);
        cluster.wanted.connector(name, """
                clusterRef: {name: exact}
                class: dev.kafkaconnect.e2e.sequence.SequenceSource
                tasksMax: %d
                config: {topic: %s, sequences: %d, rate: %d, rest.ms: %d%s}
                """.formatted(
                        SEQUENCES, name, SEQUENCES, RATE, REST_MILLIS, config.isEmpty() ? "" : ", " + config));
        someMoreRecords(name);
    }

    /** What the workers ran on the way, each combination once. */
    private static List<List<String>> roll(String value) {
        List<List<String>> seen = new ArrayList<>();
        long begin = System.nanoTime();
        cluster.wanted.changeCluster("exact", "exactlyOnceSource: " + value);
        cluster.rollUntil(ROLLOUTS, () -> {
            List<String> now = cluster.property(PHASE);
            if (seen.isEmpty() || !seen.getLast().equals(now)) {
                seen.add(now);
            }
            return cluster.isReady();
        });
        Figures.add(Figure.seconds("exactlyOnceSource becomes " + value, (System.nanoTime() - begin) / 1e9)
                .beside("%d running workers", WORKERS));
        assertThat(seen).noneMatch(phases -> phases.contains("-") && phases.contains("enabled"));
        return seen;
    }

    private static void assertNoneLost(String what, String name) {
        someMoreRecords(name);
        stop(name);
        Sequences committed = read(name, "read_committed");
        assertThat(committed.missing()).as("lost in %s", what).isZero();
        assertThat(committed.repeated()).as("duplicated in %s", what).isZero();
    }

    /** In each of the sequences. */
    private static void someMoreRecords(String name) {
        Map<String, Integer> before = ends(name);
        within(FAILOVER).pollInterval(Duration.ofMillis(500)).until(() -> {
            Map<String, Integer> now = ends(name);
            return now.size() == SEQUENCES
                    && now.entrySet().stream()
                            .allMatch(end -> end.getValue() > before.getOrDefault(end.getKey(), 0) + RATE);
        });
    }

    private static void stop(String name) {
        cluster.wanted.changeConnector(name, "state: Stopped");
        within(FAILOVER).until(() -> cluster.isReady(name));
    }

    private static Sequences read(String topic, String isolation) {
        return new RecordReader(KAFKA.bootstrapServers(), topic, isolation).sequences();
    }

    /** The highest number of each sequence that is committed. */
    private static Map<String, Integer> ends(String topic) {
        return PROGRESS.computeIfAbsent(topic, absent -> new SequenceProgress(KAFKA.bootstrapServers(), topic))
                .ends();
    }

    private static Map<String, Integer> offsets(String name) throws Exception {
        Map<String, Integer> offsets = new TreeMap<>();
        for (ConnectorOffset offset : cluster.connect().offsets(name)) {
            offsets.put(
                    String.valueOf(offset.partition().get("sequence")),
                    ((Number) offset.offset().get("position")).intValue());
        }
        return offsets;
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty connectors are edited at once, first by themselves, then while one more hangs while its configuration is checked or
 * while it starts. What is asserted is that all run with the edit; how long each took is printed, to be read.
 */
@Tag("connect")
@Tag("figure")
@Tag("short")
class EditsWhileOneHangsFigureTest {
    private static final int EDITED = 30;
    private static final double LIMIT = 1.5;
    private static final Duration ALL = Duration.ofSeconds(90);
    private static final String TOPIC = "numbers-of-the-edited";
    private static final String HANGING = "the-one-that-hangs";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private int rate = 1;

    /** Of the edited, from the edit to the status that says that it is in effect; in seconds, the quickest first. */
    private record Distribution(List<Double> seconds) {
        double at(double share) {
            return seconds.get((int) Math.min(seconds.size() - 1, Math.round(share * seconds.size())));
        }

        @Override
        public String toString() {
            return "p50 %.2f s, p90 %.2f s, max %.2f s".formatted(at(0.5), at(0.9), at(1));
        }
    }

    @Test
    void the_others_are_not_delayed() throws Exception {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
        names().forEach(name ->
                wanted.connector(name, SequenceSpecs.source("", "topic: %s, rate: 1".formatted(TOPIC))));
        within(ALL).until(() -> names().stream().allMatch(CLUSTER::isReady));
        editAll();

        Distribution alone = editAll();
        SequenceSpecs.tell(control(), "validate=hang\n");
        hanging();
        Distribution besideACheck = editAll();
        assertThat(wanted.reasonOfConnector(HANGING)).isNotEqualTo("Running");
        SequenceSpecs.tell(control(), "start=hang\n");
        SequenceSpecs.whoHangs(control(), "start");
        Distribution besideAStart = editAll();
        assertThat(wanted.reasonOfConnector(HANGING)).isNotEqualTo("Running");
        SequenceSpecs.tell(control(), "");
        within(ALL).until(() -> CLUSTER.isReady(HANGING));

        print("in validate", alone, besideACheck);
        print("in start", alone, besideAStart);
    }

    private void hanging() {
        wanted.connector(HANGING, SequenceSpecs.source("", "topic: %s, control.file: %s".formatted(TOPIC, control())));
        SequenceSpecs.whoHangs(control(), "validate");
    }

    private Path control() {
        return directory.resolve("control");
    }

    private static List<String> names() {
        return IntStream.range(0, EDITED).mapToObj(number -> "edited-" + number).toList();
    }

    private Distribution editAll() throws Exception {
        rate++;
        Map<String, Long> edited = new HashMap<>();
        try (StatusLog log = StatusLog.of(CLUSTER.api)) {
            for (String name : names()) {
                edited.put(name, System.nanoTime());
                wanted.changeConnector(name, "config: {rate: %d}".formatted(rate));
            }
            within(ALL).until(() -> names().stream().allMatch(CLUSTER::isReady));
            for (var one : CLUSTER.connect().connectors().entrySet()) {
                if (edited.containsKey(one.getKey())) {
                    assertThat(one.getValue().info().config()).containsEntry("rate", String.valueOf(rate));
                }
            }
            assertThat(log.failures())
                    .filteredOn(shown -> !shown.name().equals(HANGING))
                    .isEmpty();
            long generation = wanted.connector(names().getFirst()).getMetadata().getGeneration();
            return new Distribution(names().stream()
                    .map(name -> log.of(name).stream()
                                    .filter(shown -> shown.isReady(generation))
                                    .mapToLong(StatusLog.Shown::nanos)
                                    .min()
                                    .orElseThrow()
                            - edited.get(name))
                    .map(nanos -> nanos / (double) TimeUnit.SECONDS.toNanos(1))
                    .sorted()
                    .toList());
        }
    }

    private static void print(String where, Distribution alone, Distribution beside) {
        double ratio = beside.at(1) / alone.at(1);
        Figures.add(Figure.times("%d edits while another connector hangs %s".formatted(EDITED, where), ratio)
                .atMost(LIMIT)
                .beside("%s; alone %s", beside, alone));
    }
}

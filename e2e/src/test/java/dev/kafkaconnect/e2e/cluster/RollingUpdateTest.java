package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.EditsInARow;
import dev.kafkaconnect.e2e.support.cluster.MeasuredCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.SequenceTopics;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Workers are replaced one at a time on real nodes while records travel through them; none is lost or repeated. Connectors are
 * edited meanwhile, and a broken image costs one worker.
 */
@Tag("cluster")
@Tag("figure")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollingUpdateTest {
    private static final double LIMIT_OF_A_ROLL = 72;
    private static final double LIMIT_OF_AN_EDIT = 2;
    private static final double LIMIT_OF_A_PAUSE = 3.8;
    private static final int IDLE = 2;
    private static final int TASKS = 3;

    @RegisterExtension
    static final MeasuredCluster CLUSTER = new MeasuredCluster();

    private Resources resources;
    private SequenceTopics sequences;

    @BeforeAll
    void connectors() {
        resources = CLUSTER.resources();
        sequences = new SequenceTopics(CLUSTER.local(), MeasuredCluster.NAME);
        sequences.createTopics(TASKS);
        for (int number = 0; number < IDLE; number++) {
            resources.apply(sequences.idleSource("source-" + number, EditsInARow.REST_MILLIS));
        }
        resources.apply(sequences.source(TASKS, 20));
        resources.apply(sequences.sink(TASKS));
        everyConnectorRuns();
    }

    private void everyConnectorRuns() {
        for (int number = 0; number < IDLE; number++) {
            resources.awaitConnectorReady("source-" + number);
        }
        resources.awaitConnectorReady("sequences");
        resources.awaitConnectorReady("receipts");
    }

    @Test
    void a_changed_config_rolls_the_workers_one_by_one_loses_nothing_and_edits_arrive_meanwhile() throws Exception {
        List<String> before = uids();
        long start = System.nanoTime();
        CLUSTER.changeConfig();
        resources.awaitClusterReason(MeasuredCluster.NAME, "Ready", "RollingUpdate");
        EditsInARow edits = EditsInARow.begin(sequences, "source-0");
        try (edits) {
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Resources.PATIENCE.multipliedBy(2))
                    .until(() -> {
                        assertThat(DeployedWorkers.notReady(CLUSTER.local(), MeasuredCluster.NAME))
                                .hasSizeLessThanOrEqualTo(1);
                        return isReady() && uids().stream().noneMatch(before::contains);
                    });
        }
        double roll = secondsSince(start);
        everyConnectorRuns();
        resources.apply(sequences.source(TASKS, 20, "state: Stopped"));
        resources.awaitConnectorReady("sequences");

        List<EditsInARow.Edit> arrived = edits.quickestFirst();
        Sequences sent = sequences.on(sequences.sent());
        await().atMost(Resources.PATIENCE).until(() -> sequences.written(sequences.receipts()) >= sent.records());
        Sequences received = sequences.on(sequences.receipts());
        Figures.add(
                Figure.count("records lost while workers roll", sent.missing() + received.missing(), "records")
                        .atMost(0)
                        .beside("of %d, by source and sink", sent.records()),
                Figure.count("records repeated while workers roll", sent.repeated() + received.repeated(), "records")
                        .atMost(0),
                Figure.seconds("three workers roll", roll)
                        .atMost(LIMIT_OF_A_ROLL)
                        .beside("%d records on their way", sent.records()),
                Figure.seconds(
                                "longest edit while workers roll",
                                arrived.getLast().seconds())
                        .atMost(LIMIT_OF_AN_EDIT)
                        .beside(
                                "median %.1f s of %d, one as each worker began to stop",
                                arrived.get(arrived.size() / 2).seconds(), arrived.size()),
                Figure.seconds(
                                "longest pause of a task while workers roll",
                                sent.longestPause().toMillis() / 1000.0)
                        .atMost(LIMIT_OF_A_PAUSE));
        System.out.printf("these edits, and what their status said meanwhile: %s%n", arrived);
        assertThat(sent.byName()).hasSize(TASKS);
        assertThat(List.of(sent.missing(), sent.repeated()))
                .as("lost, repeated by the source: %s", sent.byName())
                .containsOnly(0);
        assertThat(received.records()).isEqualTo(sent.records());
        assertThat(List.of(received.missing(), received.repeated()))
                .as("lost, repeated by the sink: %s", received.byName())
                .containsOnly(0);
    }

    @Test
    void a_broken_image_costs_one_worker_and_the_old_value_brings_it_back() {
        List<String> before = uids();

        CLUSTER.changeImage("registry.example.com/no-such-worker:1");

        resources.awaitClusterReason(
                MeasuredCluster.NAME,
                "Stalled",
                "ImagePullFailed",
                MeasuredCluster.NAME + "-worker-2",
                "2 other workers");
        assertThat(uids().subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(DeployedWorkers.notReady(CLUSTER.local(), MeasuredCluster.NAME))
                .hasSize(1);

        CLUSTER.changeImage(TestImages.worker());

        resources.awaitClusterReady(MeasuredCluster.NAME);
        assertThat(uids().subList(0, 2)).isEqualTo(before.subList(0, 2));
        everyConnectorRuns();
    }

    private boolean isReady() {
        return resources
                .cluster(MeasuredCluster.NAME)
                .getStatus()
                .getConditions()
                .getFirst()
                .getStatus()
                .equals("True");
    }

    private static List<String> uids() {
        return DeployedWorkers.pods(CLUSTER.local(), MeasuredCluster.NAME).stream()
                .map(pod -> pod.getMetadata().getUid())
                .toList();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}

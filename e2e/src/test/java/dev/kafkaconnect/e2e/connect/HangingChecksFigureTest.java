package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.measurement.MeasuredEdits;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hundred Connectors whose check hangs for a minute each on the workers, while another one is edited: the edit takes as long as
 * without them, and the workers answer the probes.
 */
@Tag("connect")
@Tag("figure")
@Tag("long")
@Order(2)
class HangingChecksFigureTest {
    private static final int HANGING = 300;
    private static final int EDITS = 5;
    private static final double GOAL = 1.1;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final String TOPIC = "numbers-of-the-hanging";
    private static final String EDITED = "edited-beside-checks";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    @Test
    void an_edit_is_not_delayed_and_the_workers_are_healthy() throws Exception {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), TOPIC, 1);
        CLUSTER.idleConnector(EDITED);
        within(PATIENCE).until(() -> CLUSTER.isReady(EDITED));
        MeasuredEdits edits = new MeasuredEdits(CLUSTER, EDITED);
        Seconds alone = edits.times(EDITS);
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, "validate=hang\n");
        IntStream.range(0, HANGING)
                .forEach(number -> CLUSTER.wanted.connector(
                        "hanging-" + number,
                        SequenceSpecs.source("", "topic: %s, control.file: %s".formatted(TOPIC, control))));
        SequenceSpecs.whoHangs(control, "validate");
        try (Probes probes = new Probes()) {
            Seconds beside = edits.times(EDITS);
            deleted(HANGING);
            SequenceSpecs.tell(control, "");
            Figures.add(
                    Figure.times(
                                    "an edit beside %d checks that hang for a minute".formatted(HANGING),
                                    beside.median() / alone.median())
                            .atMost(GOAL)
                            .beside("%s; alone %s", beside, alone),
                    Figure.count(
                                    "probes of /health that fail beside %d hanging checks".formatted(HANGING),
                                    probes.failed.get(),
                                    "probes")
                            .atMost(0)
                            .beside("of %d", probes.sent.get()));
        }
    }

    /** While their checks hang: none of them is on the workers, so none waits for the workers. */
    private static void deleted(int number) {
        IntStream.range(0, number).forEach(one -> CLUSTER.wanted.deleteConnector("hanging-" + one));
        within(PATIENCE)
                .until(() -> CLUSTER.api
                                .admin()
                                .resources(Connector.class)
                                .inNamespace(OperatedCluster.NAMESPACE)
                                .list()
                                .getItems()
                                .size()
                        == 1);
    }

    /** As the kubelet sends them, to each worker, until it is closed. */
    private static final class Probes implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final Thread thread = Thread.ofVirtual().start(this::loop);

        private void loop() {
            while (!over.get()) {
                for (String endpoint : CLUSTER.workers().endpoints()) {
                    sent.incrementAndGet();
                    try {
                        HttpRequest health = HttpRequest.newBuilder(URI.create("http://%s/health".formatted(endpoint)))
                                .timeout(PROBE)
                                .build();
                        if (http.send(health, BodyHandlers.discarding()).statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                    } catch (IOException silent) {
                        failed.incrementAndGet();
                    } catch (InterruptedException stopping) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
                Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            }
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            thread.join();
            http.close();
        }
    }
}

package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The probes, against a stand-in for the worker. */
class HealthScriptTest {
    private static final String SCRIPT =
            Path.of("bin/worker-health").toAbsolutePath().toString();

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<String> stage = new AtomicReference<>("polling the group coordinator");
    private volatile String body = """
            {"status":"unhealthy","message":"Worker was unable to handle this request and may be unable to handle \
            other requests. The worker is currently %s, which began at 2026-11-29T10:00:00Z."}\
            """;
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger silentAfter = new AtomicInteger(Integer.MAX_VALUE);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer worker;

    @TempDir
    private Path temporary;

    @BeforeEach
    void start() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        worker.createContext("/health", exchange -> {
            if (questions.incrementAndGet() > silentAfter.get()) {
                awaitTheEnd();
            }
            var answer = body.formatted(stage.get()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        worker.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        worker.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "ready", "live"})
    void everyProbeSucceedsWhenTheWorkerIsHealthy(String question) throws Exception {
        assertThat(probe(question).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "ready", "live"})
    void everyProbeFailsWhenNobodyListens(String question) throws Exception {
        worker.stop(0);

        var outcome = probe(question);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("nobody listens on port");
    }

    @Test
    void aWorkerThatIsNotHealthyIsNotReadyAndTheProbeSaysItsAnswer() throws Exception {
        status.set(500);

        var outcome = probe("ready");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith("HTTP/1.1 500")
                .contains("The worker is currently polling the group coordinator");
    }

    @Test
    void theProbeOfAStartSaysInOneLineWhatTheWorkerSaysThatItDoes() throws Exception {
        status.set(503);
        stage.set("initializing and reading to the end of internal topics");

        var outcome = probe("start");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .startsWith(
                        "The worker is currently initializing and reading to the end of internal topics, which began")
                .endsWith("\n")
                .hasLineCount(1)
                .hasSizeLessThanOrEqualTo(201);
    }

    @Test
    void theProbeOfAStartSaysThatKafkaConnectHasNotBegunToStart() throws Exception {
        status.set(404);
        body = "<html>no such page</html>";

        assertThat(probe("start").output())
                .isEqualTo("HTTP/1.1 404 Not Found: the REST API listens, but Kafka Connect has not begun to start\n");
    }

    @Test
    void theProbeOfAStartSaysWhatMayBeWhileNobodyListens() throws Exception {
        worker.stop(0);

        assertThat(probe("start").output()).endsWith("looks for plug-ins or for a broker, or is about to end\n");
    }

    @Test
    void whatTheWorkerSaidCountsWhenItSaysNothingMore() throws Exception {
        status.set(503);
        stage.set("ensuring membership in the cluster");
        silentAfter.set(1);

        assertThat(probe("start").output()).contains("ensuring membership in the cluster");
    }

    @Test
    void aMessageWithQuotesAndLineBreaksIsOneLineWithoutCharactersThatControl() throws Exception {
        status.set(503);
        body = "{\"status\":\"starting\",\n\"message\":\"stopping \\\"a\\\"\tand\u0007b\"}";

        assertThat(probe("start").output()).isEqualTo("stopping \\\"a\\\" and b\n");
    }

    @Test
    void theProbeSaysThatAWorkerWaitsForKafka() throws Exception {
        worker.stop(0);
        Files.createFile(temporary.resolve("waiting-for-kafka"));

        assertThat(probe("ready").output()).isEqualTo("the worker waits for Kafka: no broker answers\n");
    }

    @ParameterizedTest
    @CsvSource({
        "404, starting",
        "503, initializing and reading to the end of internal topics",
        "500, ensuring membership in the cluster",
        "500, polling the group coordinator until interrupted",
        "500, flushing updates to the status topic"
    })
    void aWorkerThatStartsOrIsKeptWaitingByKafkaOrByItsGroupIsAlive(int answer, String doing) throws Exception {
        status.set(answer);
        stage.set(doing);

        assertThat(probe("live").code()).isZero();
        assertThat(probe("ready").code()).isEqualTo(1);
    }

    @Test
    void aWorkerThatAConnectorHoldsUpIsNotAlive() throws Exception {
        status.set(500);
        stage.set("generating task configs for connector slow");

        var outcome = probe("live");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("generating task configs for connector slow");
    }

    @Test
    void aWorkerThatAcceptsConnectionsAndNeverAnswersIsNotAlive() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var outcome = probe("live", silent.getLocalPort(), 1);

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.output()).contains("no answer within 1 s");
        }
    }

    @Test
    void theStartIsWaitedForWithinOneProbe() throws Exception {
        status.set(404);
        var probe = start("start", worker.getAddress().getPort(), 60);
        Awaitility.await().until(() -> questions.get() >= 2);
        status.set(200);

        assertThat(probe.waitFor()).isZero();
    }

    @Test
    void aWorkerThatWaitsForKafkaHasStartedAndIsAliveButNotReady() throws Exception {
        worker.stop(0);
        Files.createFile(temporary.resolve("waiting-for-kafka"));

        assertThat(probe("start").code()).isZero();
        assertThat(probe("live").code()).isZero();
        assertThat(probe("ready").code()).isEqualTo(1);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private record Exit(int code, String output) {}

    private Exit probe(String question) throws Exception {
        return probe(question, worker.getAddress().getPort(), 2);
    }

    private Exit probe(String question, int port, int seconds) throws Exception {
        var process = start(question, port, seconds);
        var output = new String(process.getInputStream().readAllBytes());
        return new Exit(process.waitFor(), output);
    }

    private Process start(String question, int port, int seconds) throws IOException {
        var process = new ProcessBuilder(SCRIPT, question, String.valueOf(port), String.valueOf(seconds))
                .redirectErrorStream(true);
        process.environment().put("TMPDIR", temporary.toString());
        return process.start();
    }
}

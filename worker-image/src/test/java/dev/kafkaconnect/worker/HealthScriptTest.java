package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probe, against a stand-in for the worker. */
class HealthScriptTest {
    private static final String SCRIPT =
            Path.of("bin/worker-health").toAbsolutePath().toString();

    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer worker;

    @BeforeEach
    void start() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        worker.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop(0);
    }

    @Test
    void succeedsWhenTheWorkerIsHealthy() throws Exception {
        assertThat(probe().code()).isZero();
    }

    @Test
    void failsWithTheAnswerWhenItIsNot() throws Exception {
        status.set(500);

        var outcome = probe();

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).startsWith("HTTP/1.1 500");
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        worker.stop(0);

        var outcome = probe();

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("nobody listens on port");
    }

    private record Outcome(int code, String output) {}

    private Outcome probe() throws Exception {
        var process = new ProcessBuilder(
                        SCRIPT, String.valueOf(worker.getAddress().getPort()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }
}

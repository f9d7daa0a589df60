package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Levels of loggers as real workers have them. */
@Tag("connect")
class LoggersOnWorkersTest {
    private static final String LOGGER = "org.apache.kafka.connect.runtime.Worker";
    private static final String CLIENTS = "org.apache.kafka.clients";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void as_it_was() {
        wanted.changeCluster(OperatedCluster.NAME, "logging: null");
        eventually()
                .until(() -> wanted.cluster(OperatedCluster.NAME).getStatus().getLoggers() == null);
        eventually().until(() -> levels(LOGGER), List.of("INFO", "INFO")::equals);
        http.close();
    }

    @Test
    void a_level_takes_effect_on_every_worker_at_once_and_is_taken_back_at_once() {
        wanted.changeCluster(
                OperatedCluster.NAME, "logging: {loggers: {%s: TRACE, %s: WARN}}".formatted(LOGGER, CLIENTS));

        eventually().until(() -> levels(LOGGER), List.of("TRACE", "TRACE")::equals);
        eventually().until(() -> levels(CLIENTS), List.of("WARN", "WARN")::equals);

        wanted.changeCluster(OperatedCluster.NAME, "logging: {loggers: {%s: null}}".formatted(LOGGER));

        eventually().until(() -> levels(LOGGER), List.of("INFO", "INFO")::equals);
        assertThat(levels(CLIENTS)).containsExactly("WARN", "WARN");
    }

    @Test
    void a_worker_that_starts_later_is_told_when_it_is_ready() {
        wanted.changeCluster(OperatedCluster.NAME, "logging: {loggers: {%s: TRACE}}".formatted(LOGGER));
        eventually().until(() -> levels(LOGGER), List.of("TRACE", "TRACE")::equals);
        eventually()
                .until(() -> wanted.cluster(OperatedCluster.NAME).getStatus().getLoggers() != null);

        CLUSTER.pods.setReady(1, false);
        CLUSTER.workers().kill(1);
        CLUSTER.workers().start();
        CLUSTER.pods.setReady(1, true);

        within(Duration.ofSeconds(60)).until(() -> levels(LOGGER), List.of("TRACE", "TRACE")::equals);
    }

    /** One for each worker. */
    private List<String> levels(String logger) {
        return CLUSTER.workers().endpoints().stream()
                .map(endpoint -> level(endpoint, logger))
                .toList();
    }

    private String level(String endpoint, String logger) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://%s/admin/loggers/%s".formatted(endpoint, logger)))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body())
                    .path("level")
                    .asText();
        } catch (IOException silent) {
            return "silent";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "stopping";
        }
    }
}

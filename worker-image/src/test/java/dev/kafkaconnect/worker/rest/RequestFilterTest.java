package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter in Kafka's own REST server, which listens with TLS and, for the probes, without. */
class RequestFilterTest {
    @TempDir
    static Path directory;

    static Stores stores;
    static GatedServer server;

    @BeforeAll
    static void start() throws Exception {
        stores = Stores.in(directory);
        server = GatedServer.start(stores, "localhost");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void aProbeIsAnsweredWithoutTls() throws Exception {
        assertThat(get(HttpClient.newHttpClient(), server.plain() + "health").statusCode())
                .isEqualTo(200);
    }

    @Test
    void noConnectorIsCreatedWithoutTls() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.plain() + "connectors"))
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"error_code\":403", "GET /health and nothing else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connectors", "health/", "health;x=1", "health/../connectors", "nowhere"})
    void nothingElseIsAnsweredWithoutTls(String path) throws Exception {
        assertThat(get(HttpClient.newHttpClient(), server.plain() + path).statusCode())
                .isBetween(400, 403);
    }

    @Test
    void aCertificateOfTheClusterIsAnswered() throws Exception {
        assertThat(get(stores.client(stores.cluster()), server.secured() + "connectors")
                        .body())
                .isEqualTo("everything");
    }

    @Test
    void aCertificateThatTheAuthorityGaveToSomebodyElseIsNot() throws Exception {
        HttpResponse<String> answer = get(stores.client(stores.neighbour()), server.secured() + "connectors");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("CN=neighbour", "not valid for localhost");
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

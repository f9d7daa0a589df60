package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
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
    static Path clients;

    @BeforeAll
    static void start() throws Exception {
        stores = Stores.in(directory);
        clients = directory.resolve("clients");
        server = GatedServer.start(stores, new ClientAccess("localhost", ListedClients.in(clients)));
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

    @Test
    void aListedCertificateMayReadUntilItIsTakenOffTheList() throws Exception {
        HttpClient neighbour = stores.client(stores.neighbour());
        Files.writeString(
                clients, stores.fingerprint(stores.neighbour()) + "=ReadOnly neighbour 2030-01-01T00:00:00Z\n");

        assertThat(get(neighbour, server.secured() + "connectors").body()).isEqualTo("everything");
        HttpResponse<String> created = post(neighbour);
        assertThat(created.statusCode()).isEqualTo(403);
        assertThat(created.body()).contains("CN=neighbour", "ReadOnly");

        Files.writeString(clients, "");
        assertThat(get(neighbour, server.secured() + "connectors").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secrets-of-an-extension",
                "/secrets-of-an-extension",
                "connectors/../secrets-of-an-extension",
                "connectors/%2e%2e/secrets-of-an-extension",
                "connectors/..%2fsecrets-of-an-extension",
                "connectors;/../secrets-of-an-extension",
                "%73ecrets-of-an-extension",
                "secrets-of-an-extension;connectors"
            })
    void whoMayReadGetsNoFurtherBySpellingAPathOtherwise(String path) throws Exception {
        Files.writeString(
                clients, stores.fingerprint(stores.neighbour()) + "=ReadOnly neighbour 2030-01-01T00:00:00Z\n");

        assertThat(get(stores.client(stores.neighbour()), server.secured() + path)
                        .statusCode())
                .isBetween(400, 404);
    }

    @Test
    void aListedCertificateWithFullAccessMayCreateConnectors() throws Exception {
        Files.writeString(clients, stores.fingerprint(stores.neighbour()) + "=Full neighbour 2030-01-01T00:00:00Z\n");

        assertThat(post(stores.client(stores.neighbour())).body()).isEqualTo("created");
    }

    private static HttpResponse<String> post(HttpClient client) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.secured() + "connectors"))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.workers.AnonymousTlsClient;
import dev.kafkaconnect.e2e.support.workers.RetryingConnectApi;
import dev.kafkaconnect.e2e.support.workers.SecuredCluster;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.CertificateSource.Managed;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.Rotation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API of real workers with the certificates that the operator makes. */
@Tag("connect")
@Tag("own-workers")
class RestTlsTest {
    @RegisterExtension
    static final SecuredCluster CLUSTER = new SecuredCluster("secured");

    @Test
    void the_operator_runs_connectors_over_tls() {
        assertThat(CLUSTER.wanted.cluster(CLUSTER.name).getStatus().getRestUrl())
                .isEqualTo("https://" + CLUSTER.host() + ":8083");
        CLUSTER.wanted.connector("over-tls", """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: /dev/null, topic: lines}
                """.formatted(CLUSTER.name));

        eventually().until(() -> CLUSTER.wanted.reasonOfConnector("over-tls"), "Running"::equals);

        CLUSTER.wanted.deleteConnector("over-tls");
        eventually().until(() -> CLUSTER.wanted.connector("over-tls") == null);
    }

    /** Nothing is mounted here, so that each worker is asked, and answers that there is nothing. */
    @Test
    void each_worker_is_asked_for_the_values_of_a_connector_over_tls() {
        CLUSTER.wanted.secret("values", Map.of("file", "/dev/null"));
        CLUSTER.wanted.connector("with-values", """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {topic: lines}
                configFrom: [{key: file, secretKeyRef: {name: values, key: file}}]
                """.formatted(CLUSTER.name));

        eventually().until(() -> CLUSTER.wanted.reasonOfConnector("with-values"), "ValuesPending"::equals);
        eventually()
                .until(
                        () -> CLUSTER.wanted.ofConnector("with-values", "Ready").getMessage(),
                        message -> message.contains("worker %s:8083 does not have them yet"
                                .formatted(CLUSTER.hosts().getFirst())));

        CLUSTER.wanted.deleteConnector("with-values");
        eventually().until(() -> CLUSTER.wanted.connector("with-values") == null);
    }

    /** One of the two is not the leader and has to pass the request on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void every_worker_takes_a_connector_and_passes_it_on_to_the_leader(int worker) throws ConnectFault {
        ConnectApi api = RetryingConnectApi.by(CLUSTER.client(CLUSTER.certificates(), worker));
        String name = "passed-on-" + worker;

        within(Duration.ofSeconds(30)).until(() -> {
            api.create(name, ConnectorConfig.of(source()), InitialState.RUNNING);
            return true;
        });

        eventually()
                .until(
                        () -> api.connectors()
                                .get(name)
                                .status()
                                .tasks()
                                .getFirst()
                                .state(),
                        "RUNNING"::equals);
        assertThat(api.connectors().get(name).status().connector().workerId()).endsWith(".svc:8083");
        api.delete(name);
    }

    @Test
    void who_shows_no_certificate_is_refused() {
        String address = CLUSTER.workers().addresses().get(CLUSTER.hosts().getFirst());
        HttpClient stranger = HttpClient.newHttpClient();

        assertThatThrownBy(() -> plain(stranger, "https://" + CLUSTER.hosts().getFirst() + ":8083")
                        .worker())
                .isInstanceOf(ConnectFault.Unreachable.class);
        assertThatThrownBy(() -> plain(stranger, "http://" + address + ":8083").worker())
                .isInstanceOf(ConnectFault.class);
        assertThat(AnonymousTlsClient.answers(
                        CLUSTER.hosts().getFirst(), CLUSTER.certificates().trusted()))
                .as("one that believes the workers but has nothing to show")
                .isFalse();
        assertThat(AnonymousTlsClient.answers(
                        CLUSTER.hosts().getFirst(),
                        CLUSTER.certificates().trusted(),
                        CLUSTER.certificates().operator()))
                .as("the same with the operator's certificate")
                .isTrue();
    }

    @Test
    void who_shows_a_certificate_of_another_authority_is_refused() {
        RestTls own = CLUSTER.certificates();
        RestTls foreign = Rotation.next(null, managed("other", "localhost"), true, Instant.now());
        RestTls mixed =
                new RestTls(null, foreign.workers(), foreign.operator(), own.trusted(), own.password(), own.clients());

        assertThatThrownBy(() -> CLUSTER.client(mixed, 0).worker()).isInstanceOf(ConnectFault.Unreachable.class);
    }

    /** As an issuer of a whole company has customers besides this cluster. */
    @Test
    void who_shows_a_certificate_that_the_clusters_authority_gave_to_somebody_else_is_refused() throws ConnectFault {
        RestTls own = CLUSTER.certificates();
        RestTls others = Rotation.next(own, managed("neighbour", "neighbour-rest.rest.svc"), true, Instant.now());
        ConnectApi client = CLUSTER.client(others, 0);

        assertThat(others.trusted()).isEqualTo(own.trusted());
        assertThatThrownBy(() -> client.create("intruder", ConnectorConfig.of(source()), InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("is not valid for " + CLUSTER.host());
        assertThatThrownBy(client::connectors).isInstanceOf(ConnectFault.Rejected.class);
        assertThat(CLUSTER.client(own, 0).connectors()).doesNotContainKey("intruder");
    }

    /** Everything in a pod reaches its loopback: connectors that speak HTTP, and sidecars. */
    @Test
    void without_tls_the_probes_are_answered_on_loopback_and_nothing_else() throws Exception {
        int port = CLUSTER.workers().loopbackPort(0);
        String address = CLUSTER.workers().addresses().get(CLUSTER.hosts().getFirst());
        HttpConnectApi connector = plain(HttpClient.newHttpClient(), "http://127.0.0.1:" + port);

        assertThat(health(port)).isEqualTo(200);
        assertThatThrownBy(() -> connector.create("intruder", ConnectorConfig.of(source()), InitialState.RUNNING))
                .isInstanceOf(ConnectFault.Rejected.class)
                .hasMessageContaining("GET /health");
        assertThatThrownBy(connector::connectors).isInstanceOf(ConnectFault.Rejected.class);
        assertThat(CLUSTER.client(CLUSTER.certificates(), 0).connectors()).doesNotContainKey("intruder");
        assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
    }

    private static int health(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void no_password_is_in_the_configuration_or_in_a_log() throws IOException {
        String password = CLUSTER.certificates().password();

        assertThat(CLUSTER.properties()).doesNotContain(password);
        for (int worker = 0; worker < 2; worker++) {
            assertThat(Files.readString(Project.output("logs").resolve("%s-%d.log".formatted(CLUSTER.name, worker))))
                    .isNotEmpty()
                    .doesNotContain(password);
        }
    }

    private static HttpConnectApi plain(HttpClient http, String url) {
        return new HttpConnectApi(http, url, HttpConnectApi.Timeouts.DEFAULT);
    }

    private static Managed managed(String cluster, String host) {
        return new Managed(new CertificateAuthority.Owner("rest", cluster), Set.of(host));
    }

    private static Map<String, String> source() {
        return Map.of("connector.class", "FileStreamSource", "tasks.max", "1", "file", "/dev/null", "topic", "lines");
    }
}

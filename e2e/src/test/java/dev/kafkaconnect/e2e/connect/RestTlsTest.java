package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;
import static dev.kafkaconnect.e2e.apiserver.Patience.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.apiserver.Project;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.tls.Authority;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.Rotation;
import dev.kafkaconnect.operator.tls.Wanted.Managed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
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
    private static final int TICKS = 200;

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
        ConnectApi api = Patiently.by(CLUSTER.client(CLUSTER.certificates(), worker));
        String name = "passed-on-" + worker;

        within(Duration.ofSeconds(30)).until(() -> {
            api.create(name, source(), InitialState.RUNNING);
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
        assertThat(Certificateless.answers(
                        CLUSTER.hosts().getFirst(), CLUSTER.certificates().trusted()))
                .as("one that believes the workers but has nothing to show")
                .isFalse();
        assertThat(Certificateless.answers(
                        CLUSTER.hosts().getFirst(),
                        CLUSTER.certificates().trusted(),
                        CLUSTER.certificates().operator()))
                .as("the same with the operator's certificate")
                .isTrue();
    }

    @Test
    void who_shows_a_certificate_of_another_authority_is_refused() {
        RestTls own = CLUSTER.certificates();
        RestTls foreign = Rotation.next(null, managed("other"), true, Instant.now());
        RestTls mixed = new RestTls(null, foreign.workers(), foreign.operator(), own.trusted(), own.password());

        assertThatThrownBy(() -> CLUSTER.client(mixed, 0).worker()).isInstanceOf(ConnectFault.Unreachable.class);
    }

    @Test
    void plain_http_is_answered_on_loopback_and_nowhere_else() throws ConnectFault {
        int port = CLUSTER.workers().loopbackPort(0);
        String address = CLUSTER.workers().addresses().get(CLUSTER.hosts().getFirst());

        assertThat(plain(HttpClient.newHttpClient(), "http://127.0.0.1:" + port)
                        .worker()
                        .version())
                .isNotNull();
        assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
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

    @Test
    void a_tick_costs_hardly_more_than_without_tls() throws ConnectFault {
        ConnectApi secured = CLUSTER.client(CLUSTER.certificates(), 0);
        ConnectApi open = plain(
                HttpClient.newHttpClient(),
                "http://127.0.0.1:" + CLUSTER.workers().loopbackPort(0));
        millisOfATick(secured);
        millisOfATick(open);

        double plain = millisOfATick(open);
        double tls = millisOfATick(secured);
        Instant start = Instant.now();
        int handshakes = TICKS / 10;
        for (int tick = 0; tick < handshakes; tick++) {
            ConnectApi anew = CLUSTER.client(CLUSTER.certificates(), 0);
            anew.connectors();
            anew.close();
        }
        double first = millisSince(start) / handshakes;
        System.out.printf(
                "REST: a tick takes %.2f ms plain, %.2f ms with TLS, %.1f ms with the handshake of a new client%n",
                plain, tls, first);
    }

    private static double millisOfATick(ConnectApi api) throws ConnectFault {
        Instant start = Instant.now();
        for (int tick = 0; tick < TICKS; tick++) {
            api.connectors();
        }
        return millisSince(start) / TICKS;
    }

    private static double millisSince(Instant start) {
        return Duration.between(start, Instant.now()).toNanos() / 1e6;
    }

    private static HttpConnectApi plain(HttpClient http, String url) {
        return new HttpConnectApi(http, url, HttpConnectApi.Timeouts.DEFAULT);
    }

    private static Managed managed(String cluster) {
        return new Managed(new Authority.Owner("rest", cluster), Set.of("localhost"));
    }

    private static Map<String, String> source() {
        return Map.of("connector.class", "FileStreamSource", "tasks.max", "1", "file", "/dev/null", "topic", "lines");
    }
}

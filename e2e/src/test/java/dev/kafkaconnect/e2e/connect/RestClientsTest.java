package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.workers.AnonymousTlsClient;
import dev.kafkaconnect.e2e.support.workers.SecuredCluster;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of spec.rest.clients before real workers, which are not started again between these tests. */
@Tag("connect")
@Tag("own-workers")
class RestClientsTest {
    private static final String BOTH = "{name: reader, access: ReadOnly}, {name: writer, access: Full}";
    private static final String CONNECTOR =
            "{\"connector.class\": \"FileStreamSource\", \"file\": \"/dev/null\", \"topic\": \"lines\"}";

    @RegisterExtension
    static final SecuredCluster CLUSTER = new SecuredCluster("visited");

    @BeforeAll
    static void a_reader_a_writer_and_a_connector() {
        admit(BOTH);
        eventually().until(() -> writer().send("GET", "/").status() == 200);
        eventually().until(() -> {
            int status = writer().send("PUT", "/connectors/precious/config", CONNECTOR)
                    .status();
            return status == 201 || status == 200;
        });
        eventually()
                .until(() -> writer().send("GET", "/connectors/precious/status").status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/connectors",
                "/connectors?expand=status&expand=info",
                "/connectors/precious",
                "/connectors/precious/config",
                "/connectors/precious/status",
                "/connectors/precious/tasks",
                "/connectors/precious/topics",
                "/connectors/precious/offsets",
                "/connector-plugins",
                "/admin/loggers"
            })
    void a_reader_sees_what_user_interfaces_show(String path) {
        assertThat(reader().send("GET", path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /connectors",
                "PUT | /connectors/precious/config",
                "PATCH | /connectors/precious/config",
                "DELETE | /connectors/precious",
                "POST | /connectors/precious/restart?includeTasks=true",
                "PUT | /connectors/precious/stop",
                "PUT | /connectors/precious/pause",
                "DELETE | /connectors/precious/offsets",
                "PUT | /connectors/precious/topics/reset",
                "PUT | /admin/loggers/root",
                "PUT | /connector-plugins/FileStreamSource/config/validate",
                "OPTIONS | /connectors",
                "DELETE | //connectors/precious",
                "DELETE | /connectors/x/../precious",
                "DELETE | /connectors/%70recious",
                "DELETE | /connectors;x/precious",
                "PUT | /connectors/precious/fence",
                "POST | /connectors/precious/tasks"
            })
    void a_reader_changes_nothing(String method, String path) {
        assertThat(reader().send(method, path, CONNECTOR).status())
                .as(method + " " + path)
                .isIn(400, 403);
        assertThat(writer().send("GET", "/connectors/precious/status").body()).contains("\"state\":\"RUNNING\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void a_reader_changes_nothing_by_a_method_in_a_header(String header) {
        reader().send("GET", "/connectors/precious?_method=DELETE", "", header, "DELETE");
        assertThat(reader().send("POST", "/connectors/precious", "", header, "DELETE")
                        .status())
                .isEqualTo(403);

        assertThat(writer().send("GET", "/connectors/precious").status()).isEqualTo(200);
    }

    @Test
    void a_writer_may_do_everything() {
        assertThat(writer().send("PUT", "/connectors/by-hand/config", CONNECTOR).status())
                .isEqualTo(201);
        eventually()
                .until(() -> writer().send("GET", "/connectors/by-hand/status").status() == 200);
        assertThat(writer().send("DELETE", "/connectors/by-hand").status()).isEqualTo(204);
    }

    @Test
    void a_stranger_without_a_certificate_is_refused() {
        assertThat(AnonymousTlsClient.answers(
                        CLUSTER.hosts().getFirst(), CLUSTER.certificates().trusted()))
                .isFalse();
    }

    /** The workers run on, and the certificate is valid for months. */
    @Test
    void one_that_is_removed_is_refused_and_stays_refused_when_the_name_comes_back() {
        admit(BOTH + ", {name: guest, access: Full}");
        AnonymousTlsClient guest = client("guest");
        assertThat(guest.send("GET", "/connectors").status()).isEqualTo(200);

        admit(BOTH);
        assertThat(guest.send("GET", "/connectors").status()).isEqualTo(403);
        assertThat(guest.send("DELETE", "/connectors/precious").status()).isEqualTo(403);

        CLUSTER.collectGarbage("guest");
        admit(BOTH + ", {name: guest, access: Full}");
        assertThat(guest.send("GET", "/connectors").status()).isEqualTo(403);
        assertThat(client("guest").send("GET", "/connectors").status()).isEqualTo(200);
        admit(BOTH);
    }

    private static void admit(String clients) {
        CLUSTER.wanted.changeCluster(CLUSTER.name, "rest: {clients: [%s]}".formatted(clients));
        eventually()
                .until(() -> CLUSTER.certificates().clients().listed().values().stream()
                                .map(client -> client.name())
                                .distinct()
                                .count()
                        == clients.split("name:", -1).length - 1);
        CLUSTER.mountClients();
    }

    private static AnonymousTlsClient reader() {
        return client("reader");
    }

    private static AnonymousTlsClient writer() {
        return client("writer");
    }

    private static AnonymousTlsClient client(String name) {
        ClientCertificate certificate = CLUSTER.clientCertificate(name);
        return new AnonymousTlsClient(CLUSTER.hosts().getFirst(), certificate.trusted(), certificate.identity());
    }
}

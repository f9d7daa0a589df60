package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedManifests;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.AnonymousTlsClient;
import dev.kafkaconnect.e2e.support.workers.WorkerNames;
import dev.kafkaconnect.operator.admission.Webhook;
import dev.kafkaconnect.operator.connect.ConnectFault;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The webhook as it is shipped, with its rights, asked by a real API server; a name leads from its Service to this process. */
@Tag("apiserver")
class WebhookTest {
    private static final String NAME = "kafka-connect-operator";
    private static final String SINK = "clusterRef: {name: example}\nclass: FileStreamSink\n";
    private static final String OBJECTION = "Must configure one of topics or topics.regex";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");
    private final CountDownLatch end = new CountDownLatch(1);
    private Webhook webhook;

    @BeforeEach
    void a_cluster_and_a_webhook() {
        ClusterScenario.ready(wanted, workers, "kafka: {bootstrapServers: \"kafka:9092\"}\nreplicas: 1\n");
        operator.workersOf("example")
                .check(config ->
                        config.properties().containsKey("topics") ? Map.of() : Map.of("topics", List.of(OBJECTION)));
        webhook = operator.webhook(NAME);
        install();
        within(Duration.ofSeconds(90)).until(() -> refuses("probe", SINK));
    }

    @AfterEach
    void uninstall() {
        end.countDown();
        webhook.close();
        configurations().delete();
    }

    private static Resource<ValidatingWebhookConfiguration> configurations() {
        return API.admin()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(NAME);
    }

    private void install() {
        ShippedManifests.read(Project.file("deploy/webhook/roles.yaml"))
                .forEach(role -> API.admin().resource(role).forceConflicts().serverSideApply());
        API.admin()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(NAME + "-webhook")
                        .withNamespace(NAME)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ExternalName")
                        .withExternalName("127.0.0.1")
                        .endSpec()
                        .build())
                .forceConflicts()
                .serverSideApply();
        ValidatingWebhookConfiguration shipped = (ValidatingWebhookConfiguration)
                ShippedManifests.read(Project.file("deploy/webhook/configuration.yaml"))
                        .getFirst();
        shipped.getWebhooks().getFirst().getClientConfig().getService().setPort(webhook.port());
        shipped.getWebhooks()
                .getFirst()
                .setNamespaceSelector(new LabelSelectorBuilder()
                        .addToMatchLabels("kubernetes.io/metadata.name", API.namespace())
                        .build());
        API.admin().resource(shipped).create();
    }

    @Test
    void a_dry_run_tells_what_the_workers_refuse_and_what_they_do_not_is_stored() {
        assertThatThrownBy(() -> wanted.tryConnector("orders", SINK))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("the workers refuse the configuration: topics: " + OBJECTION);
        assertThatThrownBy(() -> wanted.connector("orders", SINK)).isInstanceOf(KubernetesClientException.class);
        assertThat(wanted.connector("orders")).isNull();

        wanted.connector("orders", SINK + "config: {topics: orders}\n");
        assertThatThrownBy(() -> wanted.changeConnector("orders", "config: {topics: null}"))
                .hasMessageContaining(OBJECTION);
        eventually().until(() -> wanted.reasonOfConnector("orders"), "Running"::equals);
    }

    @Test
    void what_the_operator_itself_refuses_is_not_stored() {
        assertThatThrownBy(() -> wanted.changeCluster("example", "config: {key.converter: [one, two]}"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("key.converter");
        assertThatThrownBy(() -> wanted.connector("orders", SINK + "config: {topics: [one, two]}\n"))
                .hasMessageContaining("topics");
        assertThatCode(() -> wanted.changeCluster("example", "config: {key.converter: a.B}"))
                .doesNotThrowAnyException();
    }

    @Test
    void while_the_operator_is_down_everything_is_stored() {
        webhook.close();
        operator.stop();

        wanted.connector("orders", SINK);
        wanted.changeConnector("orders", "tasksMax: 2");
        wanted.deleteConnector("orders");
    }

    @Test
    void workers_that_are_slow_or_silent_are_not_waited_for() throws Exception {
        operator.workersOf("example").check(config -> {
            try {
                end.await();
            } catch (InterruptedException over) {
                throw new ConnectFault.Unreachable("interrupted");
            }
            return Map.of();
        });
        assertThat(warnings()).contains("the workers did not answer within 3 s");

        operator.workersOf("example").fallSilent();
        assertThat(warnings()).contains("the workers have not checked the configuration");
    }

    @Test
    void a_connector_that_is_wrong_already_can_be_annotated_and_deleted() {
        configurations().delete();
        eventually().until(() -> !refuses("probe", SINK));
        wanted.connector("orders", SINK);
        eventually().until(() -> wanted.reasonOfConnector("orders"), "ConfigInvalid"::equals);
        install();
        within(Duration.ofSeconds(90)).until(() -> refuses("probe", SINK));

        wanted.annotateConnector("orders", "example.com/note", "a change of metadata");
        wanted.deleteConnector("orders");

        eventually().until(() -> wanted.connector("orders") == null);
    }

    @Test
    void workers_of_other_clusters_are_not_asked() {
        int sent = operator.workersOf("example").sent().size();

        assertThatCode(() -> wanted.tryConnector("orders", "clusterRef: {name: absent}\nclass: FileStreamSink\n"))
                .doesNotThrowAnyException();

        assertThat(operator.workersOf("example").sent()).hasSize(sent);
    }

    /** Values are with the workers only after the Connector is stored. */
    @Test
    void no_secret_is_read_for_a_check() {
        wanted.secret("precious", Map.of("topics", "s3cret-value"));
        int sent = operator.workersOf("example").sent().size();

        assertThatCode(() -> wanted.tryConnector(
                        "orders", SINK + "configFrom: [{key: topics, secretKeyRef: {name: precious, key: topics}}]\n"))
                .doesNotThrowAnyException();

        assertThat(operator.workersOf("example").sent())
                .hasSizeGreaterThan(sent)
                .noneMatch(config -> config.contains("s3cret-value"));
    }

    @Test
    void a_stranger_who_reaches_the_port_does_not_know_the_path() throws Exception {
        assertThat(status("/")).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        assertThat(status("/validate")).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        try (Socket silent = new Socket("127.0.0.1", webhook.port())) {
            assertThat(silent.isConnected()).isTrue();
            assertThatThrownBy(() -> wanted.tryConnector("orders", SINK)).hasMessageContaining(OBJECTION);
        }
    }

    private int status(String path) throws Exception {
        byte[] authority = Base64.getDecoder()
                .decode(configurations()
                        .get()
                        .getWebhooks()
                        .getFirst()
                        .getClientConfig()
                        .getCaBundle());
        List<X509Certificate> trusted =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(authority))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        String host = "kafka-connect-operator-webhook.kafka-connect-operator.svc";
        WorkerNames.add(host, "127.0.0.1");
        return new AnonymousTlsClient(host, webhook.port(), trusted)
                .send("POST", path, "{}")
                .status();
    }

    /** As kubectl shows them, of a Connector that the workers would refuse. */
    private String warnings() throws Exception {
        HttpClient http = API.admin().getHttpClient();
        HttpResponse<String> answer = http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri("%sapis/kafkaconnect.dev/v1alpha1/namespaces/%s/connectors?dryRun=All"
                                        .formatted(API.admin().getMasterUrl(), API.namespace()))
                                .post("application/json", """
                                        {"apiVersion": "kafkaconnect.dev/v1alpha1", "kind": "Connector",
                                         "metadata": {"name": "orders"},
                                         "spec": {"clusterRef": {"name": "example"}, "class": "FileStreamSink"}}""")
                                .build(),
                        String.class)
                .get();
        assertThat(answer.code()).as(answer.body()).isEqualTo(HttpURLConnection.HTTP_CREATED);
        return String.join("; ", answer.headers("Warning"));
    }

    private boolean refuses(String name, String spec) {
        try {
            wanted.tryConnector(name, spec);
            return false;
        } catch (KubernetesClientException refused) {
            return true;
        }
    }
}

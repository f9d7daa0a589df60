package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.OperatorLog;
import dev.kafkaconnect.e2e.support.users.HostileConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets of every kind are in Secrets and nowhere else, whatever Connectors ask for. With the rights that are shipped. */
@Tag("apiserver")
class CanaryTest {
    private static final String KAFKA = "canary-of-kafka";
    private static final String OWN = "canary-of-the-connector";
    private static final String EARLIER = "canary-before-the-change";
    private static final String VARIABLE = "canary-of-the-environment";
    private static final List<String> REFERENCES = List.of(
            "${kafkasecurity:/etc/kafka-connect-credentials:password}",
            "${values:/etc/kafka-connect-values:victim-0123456789abcdef.0123456789abcdef.0}");

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final OperatorLog log = OperatorLog.open();
    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @AfterEach
    void the_log_is_of_no_more_interest() {
        log.close();
    }

    @Test
    void no_secret_is_told_whatever_is_asked_for() {
        wanted.secret("kafka-user", Map.of("password", KAFKA));
        ClusterScenario.ready(wanted, workers, """
                kafka:
                  bootstrapServers: kafka:9092
                  authentication:
                    type: ScramSha512
                    username: connect
                    passwordSecretKeyRef: {name: kafka-user, key: password}
                replicas: 1
                """);
        wanted.secret("database", Map.of("pass", EARLIER + "\n"));
        wanted.connector("victim", """
                clusterRef: {name: example}
                class: FileStreamSource
                config: {file: /tmp/lines, topic: lines}
                configFrom: [{key: password, secretKeyRef: {name: database, key: pass}}]
                """);
        eventually().until(() -> wanted.reasonOfConnector("victim"), "Running"::equals);
        assertThat(wanted.connector("victim").getStatus().getAdvice())
                .singleElement()
                .asString()
                .contains("key pass of Secret database", "line break");
        String before = operator.workersOf("example").configOf("victim").get("password");
        wanted.secret("database", Map.of("pass", OWN));
        eventually()
                .until(() -> !before.equals(
                        operator.workersOf("example").configOf("victim").get("password")));

        HostileConnectors hostile = new HostileConnectors(wanted, "example");
        for (int provider = 0; provider < REFERENCES.size(); provider++) {
            hostile.areRefused("provider-" + provider, REFERENCES.get(provider));
        }

        assertThat(told())
                .contains("kafka-user", "victim", "hostile-provider-1-3")
                .doesNotContain(KAFKA)
                .doesNotContain(OWN)
                .doesNotContain(EARLIER)
                .doesNotContain(keyOfTheRestApi());
        assertThat(operator.workersOf("example").sent())
                .isNotEmpty()
                .noneMatch(sent -> sent.contains("kafkasecurity") || sent.contains("hostile"));
    }

    /** What a Secret holds that a variable of the workers refers to only the kubelet knows; the operator must not ask. */
    @Test
    void a_variable_of_the_workers_is_where_it_was_written_and_nowhere_else() {
        wanted.secret("worker-env", Map.of("token", OWN));
        ClusterScenario.ready(wanted, workers, """
                kafka: {bootstrapServers: "kafka:9092"}
                replicas: 1
                pod:
                  env:
                    - {name: LITERAL, value: %s}
                    - {name: FROM_SECRET, valueFrom: {secretKeyRef: {name: worker-env, key: token}}}
                """.formatted(VARIABLE));
        wanted.connector("lines", """
                clusterRef: {name: example}
                class: FileStreamSource
                config: {file: /tmp/lines, topic: lines}
                """);
        eventually().until(() -> wanted.reasonOfConnector("lines"), "Running"::equals);
        wanted.changeCluster("example", "pod: {env: [{name: LITERAL, value: %s-changed}]}".formatted(VARIABLE));
        eventually().until(() -> {
            workers.act();
            return workers.statefulSet().getSpec().getTemplate().toString().contains(VARIABLE + "-changed")
                    && "WorkersReady".equals(wanted.reasonOfCluster("example"));
        });

        assertThat(told()).contains("LITERAL", VARIABLE).doesNotContain(OWN);
        var admin = API.admin();
        String status = Serialization.asYaml(wanted.cluster("example").getStatus())
                + Serialization.asYaml(wanted.connector("lines"))
                + Serialization.asYaml(admin.events()
                        .v1()
                        .events()
                        .inNamespace(API.namespace())
                        .list())
                + Serialization.asYaml(
                        admin.configMaps().inNamespace(API.namespace()).list());
        assertThat(status + log.text()).contains("WorkersReady", "lines").doesNotContain(VARIABLE);
    }

    /** All that somebody may read who may not read Secrets. */
    private String told() {
        var admin = API.admin();
        String namespace = API.namespace();
        Stream<? extends HasMetadata> objects = Stream.of(
                        admin.resources(dev.kafkaconnect.api.Connector.class)
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        admin.resources(dev.kafkaconnect.api.ConnectCluster.class)
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        admin.events()
                                .v1()
                                .events()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        admin.configMaps().inNamespace(namespace).list().getItems(),
                        admin.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        admin.pods().inNamespace(namespace).list().getItems())
                .flatMap(List::stream);
        StringBuilder told = new StringBuilder();
        objects.map(Serialization::asYaml).forEach(told::append);
        return told.append(String.join("\n", operator.workersOf("example").sent()))
                .append(log.text())
                .toString();
    }

    private static String keyOfTheRestApi() {
        Secret secret = API.admin()
                .secrets()
                .inNamespace(API.namespace())
                .withName("example-rest-tls")
                .require();
        return secret.getData().values().stream()
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .filter(text -> text.contains("PRIVATE KEY"))
                .findFirst()
                .orElseThrow()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }
}

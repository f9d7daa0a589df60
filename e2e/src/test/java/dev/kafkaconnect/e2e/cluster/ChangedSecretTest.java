package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedOperator;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.operator.connect.ConnectApi;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A changed Secret reaches the connector that uses it, soon and alone, and is seen nowhere. */
@Tag("cluster")
class ChangedSecretTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String FILE_SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector";
    private static final String CANARY = "canary-" + System.nanoTime();

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("rotation");

    private final Resources resources = CLUSTER.resources();
    private final KubernetesClient admin = CLUSTER.admin();

    @BeforeAll
    static void aCluster() {
        CLUSTER.resources().apply(Yaml.cluster("rotation").replace("replicas: 1", "replicas: 2"));
        CLUSTER.resources().awaitClusterReady("rotation");
    }

    private void secret(String name, String value) {
        resources.apply("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                stringData:
                  file: %s
                """.formatted(name, value));
    }

    private static String connector(String name, String secret) {
        return Yaml.connector(
                name,
                "rotation",
                FILE_SOURCE,
                "config: {topic: never}",
                "configFrom: [{key: file, secretKeyRef: {name: %s, key: file}}]".formatted(secret));
    }

    private String log(Pod pod) {
        return admin.pods().resource(pod).getLog();
    }

    private List<Pod> workers() {
        return admin.pods()
                .inNamespace(CLUSTER.namespace())
                .withLabel("kafkaconnect.dev/cluster", "rotation")
                .list()
                .getItems();
    }

    private Map<String, String> restartsByPod() {
        return workers().stream()
                .collect(Collectors.toMap(
                        pod -> pod.getMetadata().getUid(),
                        pod -> String.valueOf(pod.getStatus()
                                .getContainerStatuses()
                                .getFirst()
                                .getRestartCount())));
    }

    private long starts(String connector) {
        return workers().stream()
                .flatMap(pod -> log(pod).lines())
                .filter(line -> line.contains("Creating connector " + connector + " of type"))
                .count();
    }

    @Test
    void a_changed_secret_reaches_its_connector_within_30_seconds_without_a_restart_of_pods_or_of_other_connectors()
            throws Exception {
        secret("used", "/tmp/" + CANARY + "-1");
        secret("other", "/tmp/" + CANARY + "-3");
        resources.apply(connector("rotated", "used"));
        resources.apply(connector("untouched", "other"));
        resources.awaitConnectorReady("rotated");
        resources.awaitConnectorReady("untouched");
        Map<String, String> pods = restartsByPod();
        ConnectApi api = DeployedWorkers.of(admin, CLUSTER.namespace(), "rotation");
        String before = api.connectors().get("rotated").info().config().get("file");
        long starts = starts("untouched");

        long start = System.nanoTime();
        secret("used", "/tmp/" + CANARY + "-2");

        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(api.connectors().get("rotated").info().config().get("file"))
                            .isNotEqualTo(before);
                    assertThat(api.taskConfigs("rotated"))
                            .isNotEmpty()
                            .allSatisfy(task -> assertThat(task.get("file")).isNotEqualTo(before));
                });
        resources.awaitConnectorReady("rotated");
        Figures.add(Figure.seconds("a changed Secret reaches a connector on a node", (System.nanoTime() - start) / 1e9)
                .atMost(LIMIT.toSeconds()));
        assertThat(restartsByPod()).isEqualTo(pods);
        assertThat(starts("untouched")).isEqualTo(starts);
        theCanaryIsNowhere(api);
    }

    @Test
    void what_connect_says_of_a_value_is_told_without_it() {
        secret("wrong", CANARY);
        resources.apply(Yaml.connector(
                "wrong",
                "rotation",
                FILE_SOURCE,
                "config: {topic: never, file: /tmp/never}",
                "configFrom: [{key: batch.size, secretKeyRef: {name: wrong, key: file}}]"));

        resources.awaitConnectorReason("wrong", "Stalled", "ConfigInvalid", "[hidden]");

        assertThat(Serialization.asYaml(resources.connector("wrong"))).doesNotContain(CANARY);
        resources.deleteConnector("wrong");
    }

    private void theCanaryIsNowhere(ConnectApi api) throws Exception {
        String configTopic = String.join(
                "\n",
                CLUSTER.kafka().read(CLUSTER.namespace() + ".rotation-configs").values());
        assertThat(configTopic).contains("rotated").doesNotContain(CANARY);
        assertThat(api.connectors().toString()).doesNotContain(CANARY);
        assertThat(api.taskConfigs("rotated").toString()).doesNotContain(CANARY);
        assertThat(Serialization.asYaml(resources.connector("rotated"))).doesNotContain(CANARY);
        assertThat(Serialization.asYaml(resources.cluster("rotation"))).doesNotContain(CANARY);
        assertThat(Serialization.asYaml(admin.events()
                        .v1()
                        .events()
                        .inNamespace(CLUSTER.namespace())
                        .list()))
                .doesNotContain(CANARY);
        assertThat(new DeployedOperator(admin).pods())
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(log(pod)).doesNotContain(CANARY));
    }
}

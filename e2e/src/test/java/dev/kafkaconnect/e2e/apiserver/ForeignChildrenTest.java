package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of others under the names of a cluster's children: they stop the cluster and are left byte for byte. */
@Tag("apiserver")
class ForeignChildrenTest {
    private static final String DISTRIBUTED = "kafka:\n  bootstrapServers: kafka:9092\n";
    private static final String STANDALONE = "mode: Standalone\nreplicas: 1\n" + DISTRIBUTED;

    /** As other applications make them, for a cluster of the name "shop". */
    private static final Map<String, String> FOREIGN = Map.of(
            "ServiceAccount shop-worker",
            "automountServiceAccountToken: true",
            "Secret shop-connector-values",
            "stringData: {own: keep-me}",
            "Secret shop-rest-tls",
            "stringData: {tls.crt: theirs}",
            "Service shop-workers",
            "spec: {selector: {app: shop}, ports: [{name: http, port: 80}]}",
            "Service shop-rest",
            "spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}]}",
            "PodDisruptionBudget shop-worker",
            "spec: {maxUnavailable: 0, selector: {matchLabels: {app: shop}}}",
            "StatefulSet shop-worker",
            """
            spec:
              serviceName: shop
              selector: {matchLabels: {app: shop}}
              template:
                metadata: {labels: {app: shop}}
                spec: {containers: [{name: shop, image: shop}]}""",
            "NetworkPolicy shop-worker",
            "spec: {podSelector: {matchLabels: {app: shop-db}}, policyTypes: [Ingress]}",
            "ConfigMap shop-connectors",
            "data: {of-the-shop.json: '{}'}",
            "PersistentVolumeClaim shop-offsets",
            "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}");

    private static final Map<String, String> GROUPS = Map.of(
            "PodDisruptionBudget", "policy/v1", "StatefulSet", "apps/v1", "NetworkPolicy", "networking.k8s.io/v1");

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "shop");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ServiceAccount shop-worker",
                "Secret shop-connector-values",
                "Secret shop-rest-tls",
                "Service shop-workers",
                "Service shop-rest",
                "PodDisruptionBudget shop-worker",
                "StatefulSet shop-worker"
            })
    void one_stops_a_cluster_before_anything_is_made(String foreign) {
        stopsTheCluster(foreign, DISTRIBUTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfigMap shop-connectors", "PersistentVolumeClaim shop-offsets"})
    void one_stops_a_standalone_cluster_before_anything_is_made(String foreign) {
        stopsTheCluster(foreign, STANDALONE);
    }

    @Test
    void a_network_policy_stops_a_cluster_where_the_operator_makes_one() {
        operator.stop();
        try (RunningOperator inItsNamespace =
                RunningOperator.startReplica(API, operator.surroundings(), "operator-0")) {
            stopsTheCluster("NetworkPolicy shop-worker", DISTRIBUTED);
        }
    }

    @Test
    void all_are_named_at_once_and_the_cluster_is_made_when_the_last_is_gone() {
        List<String> names = List.of("ServiceAccount shop-worker", "Secret shop-rest-tls", "Service shop-rest");
        names.forEach(ForeignChildrenTest::create);

        wanted.cluster("shop", DISTRIBUTED);

        isNamed(names.toArray(String[]::new));
        names.forEach(ForeignChildrenTest::delete);
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("shop"), "WorkersReady"::equals);
        assertThat(wanted.ofCluster("shop", "Stalled")).isNull();
    }

    @Test
    void one_that_appears_while_kafka_is_asked_is_not_taken_over() {
        operator.topics.fallSilent();
        wanted.cluster("shop", DISTRIBUTED);
        eventually().until(() -> operator.topics.looks("kafka:9092") > 0);
        HasMetadata foreign = create("Service shop-rest");

        operator.topics.speakAgain();

        isNamed("Service shop-rest");
        assertThat(found("Service shop-rest")).isEqualTo(foreign);
    }

    @Test
    void those_that_take_the_place_of_children_stop_a_running_cluster_until_they_are_gone() {
        List<String> names =
                List.of("Service shop-rest", "Secret shop-connector-values", "PodDisruptionBudget shop-worker");
        ClusterScenario.ready(wanted, workers, DISTRIBUTED);
        operator.stop();
        names.forEach(ForeignChildrenTest::delete);
        List<HasMetadata> foreign =
                names.stream().map(ForeignChildrenTest::create).toList();

        operator.start();

        isNamed(names.toArray(String[]::new));
        assertThat(names.stream().map(ForeignChildrenTest::found)).containsExactlyElementsOf(foreign);
        names.forEach(ForeignChildrenTest::delete);
        eventually().until(() -> wanted.reasonOfCluster("shop"), "WorkersReady"::equals);
    }

    private void stopsTheCluster(String name, String spec) {
        HasMetadata foreign = create(name);

        wanted.cluster("shop", spec);

        isNamed(name);
        assertThat(OwnedObjects.in(API)).containsExactly(foreign);
        assertThat(operator.topics.looks("kafka:9092")).isZero();
        wanted.deleteCluster("shop");
        assertThat(found(name)).isEqualTo(foreign);
    }

    private void isNamed(String... names) {
        eventually().until(() -> wanted.reasonOfCluster("shop"), "NameConflict"::equals);
        eventually()
                .untilAsserted(
                        () -> assertThat(wanted.ofCluster("shop", "Stalled").getMessage())
                                .contains(names)
                                .contains("give the ConnectCluster another name"));
    }

    private static HasMetadata create(String name) {
        String[] parts = name.split(" ");
        API.admin()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: %s
                        kind: %s
                        metadata: {name: %s, namespace: %s, labels: {app: shop}}
                        %s
                        """.formatted(
                                        GROUPS.getOrDefault(parts[0], "v1"),
                                        parts[0],
                                        parts[1],
                                        API.namespace(),
                                        FOREIGN.get(name)),
                        GenericKubernetesResource.class))
                .create();
        return found(name);
    }

    private static void delete(String name) {
        API.admin().resource(found(name)).delete();
    }

    private static HasMetadata found(String name) {
        return OwnedObjects.in(API)
                .filter(child -> OwnedObjects.nameOf(child).equals(name))
                .findFirst()
                .orElseThrow();
    }
}

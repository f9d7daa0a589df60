package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.OwnedObjects;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator makes for a ConnectCluster, how often it writes it, and what it leaves to others. */
@Tag("apiserver")
class ChildrenUnderShippedRbacTest {
    private static final String SPEC = """
            kafka:
              bootstrapServers: kafka:9092
            config:
              offset.flush.interval.ms: 10000
            resources:
              requests: {cpu: 0.001k, memory: 393216Ki, ephemeral-storage: 1000000k}
              limits: {memory: 536870912}
            """;

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @Test
    void all_children_are_made_and_belong_to_the_cluster() {
        wanted.cluster("example", SPEC);
        ConnectCluster cluster = wanted.cluster("example");

        eventually()
                .untilAsserted(() -> assertThat(children().map(OwnedObjects::nameOf))
                        .containsExactlyInAnyOrder(
                                "StatefulSet example-worker",
                                "Secret example-connector-values",
                                "Secret example-rest-tls",
                                "Service example-workers",
                                "Service example-rest",
                                "ServiceAccount example-worker",
                                "PodDisruptionBudget example-worker"));
        assertThat(children()).allSatisfy(child -> {
            assertThat(child.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
                assertThat(owner.getKind()).isEqualTo("ConnectCluster");
                assertThat(owner.getApiVersion()).isEqualTo("kafkaconnect.dev/v1alpha1");
                assertThat(owner.getUid()).isEqualTo(cluster.getMetadata().getUid());
                assertThat(owner.getController()).isTrue();
            });
            assertThat(child.getMetadata().getLabels())
                    .containsEntry("kafkaconnect.dev/cluster", "example")
                    .containsEntry("app.kubernetes.io/managed-by", "kafka-connect-operator");
        });
    }

    @Test
    void a_pass_over_a_cluster_that_is_as_it_should_be_writes_and_asks_nothing() {
        aClusterThatIsReady();
        Map<String, String> before = versions();
        int writes = operator.settle(workers);
        List<String> questions = operator.writes().questions();

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).isEmpty();
        assertThat(operator.writes().questions()).isNotEmpty().isEqualTo(questions);
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void a_restart_of_the_operator_writes_nothing() {
        aClusterThatIsReady();
        Map<String, String> before = versions();

        operator.restart();
        operator.passTwice(workers);

        assertThat(operator.writes().after(0)).isEmpty();
        assertThat(versions()).isEqualTo(before);
    }

    private void aClusterThatIsReady() {
        ClusterScenario.ready(wanted, workers, SPEC);
        eventually().until(() -> wanted.cluster("example").getStatus().getVersion(), "4.3.1"::equals);
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.concat(
                        children(),
                        API
                                .admin()
                                .resources(ConnectCluster.class)
                                .inNamespace(API.namespace())
                                .list()
                                .getItems()
                                .stream())
                .forEach(resource -> versions.put(
                        OwnedObjects.nameOf(resource), resource.getMetadata().getResourceVersion()));
        return versions;
    }

    private static Stream<HasMetadata> children() {
        return OwnedObjects.in(API);
    }
}

package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.admission.Opinion;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.check.ConnectorPreview;
import dev.kafkaconnect.operator.connector.ownership.ConnectorGate;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.ConnectorsInMemory;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.values.Redactor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorPreviewTest {
    private final OpenSession open = new OpenSession();
    private final ConnectorsInMemory stored = new ConnectorsInMemory();
    private final ConnectorIndex index = new ConnectorIndex();
    private final ConnectorPreview preview = new ConnectorPreview(
            open.sessions,
            new ConnectorGate(new Ownership(index, () -> true), true),
            (cluster, name) -> Redactor.of(List.of("s3cret-value")));

    @BeforeEach
    void theWorkersAnswer() {
        index.readFrom(stored);
        open.pods.ready.add("worker:8083");
        open.observer.pollNow();
        await().until(() -> open.session.view("orders") instanceof ClusterView.Seen);
        open.workers.answer("validate", Map.of("topics", List.of("is missing beside s3cret-value")));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void whatTheWorkersRefuseIsRefusedWithoutTheValuesThatTheyQuote() throws InterruptedException {
        assertThat(preview.of(connector("{}"), cluster()))
                .isEqualTo(new Opinion.Refused(
                        "the workers refuse the configuration: topics: is missing beside [hidden]"));
    }

    @Test
    void whatTheyDoNotRefuseIsAccepted() throws InterruptedException {
        open.workers.answer("validate", Map.of());

        assertThat(preview.of(connector("{}"), cluster())).isEqualTo(Opinion.accepted());
    }

    @Test
    void workersOfAClusterThatDoesNotAdmitTheNamespaceAreNotAsked() throws InterruptedException {
        Connector stranger = connector("{clusterRef: {name: payments, namespace: team}}");
        stranger.getMetadata().setNamespace("elsewhere");

        Opinion opinion = preview.of(stranger, cluster());

        assertThat(warning(opinion)).contains("does not allow connectors from namespace elsewhere");
        assertThat(open.workers.requests()).noneMatch(request -> request.contains("validate"));
    }

    @Test
    void workersOfAClusterThatDoesNotExistAreNotAsked() throws InterruptedException {
        assertThat(warning(preview.of(connector("{}"), Optional.empty()))).contains("there is no ConnectCluster");
        assertThat(open.workers.requests()).noneMatch(request -> request.contains("validate"));
    }

    @Test
    void whatRefersToSecretsIsCheckedWithoutThemAndNeverRefused() throws InterruptedException {
        String topics = "{configFrom: [{key: topics, secretKeyRef: {name: a, key: b}}]}";
        String other = "{configFrom: [{key: password, secretKeyRef: {name: a, key: b}}]}";

        assertThat(warning(preview.of(connector(topics), cluster())))
                .contains("without the values of spec.configFrom")
                .doesNotContain("is missing");
        assertThat(warning(preview.of(connector(other), cluster()))).contains("topics: is missing");
    }

    @Test
    void workersThatCannotTellNowAreNoObstacle() throws InterruptedException {
        open.workers.answer("validate", new ConnectFault.Busy("a rebalance is expected"));

        assertThat(warning(preview.of(connector("{}"), cluster()))).contains("a rebalance is expected");
    }

    @Test
    void whatTheOperatorItselfDoesNotSendIsRefused() throws InterruptedException {
        assertThat(preview.of(connector("{config: {topics: [one, two]}}"), Optional.empty()))
                .isInstanceOfSatisfying(
                        Opinion.Refused.class,
                        refused -> assertThat(refused.why()).contains("topics"));
    }

    private static String warning(Opinion opinion) {
        assertThat(opinion).isInstanceOf(Opinion.Accepted.class);
        return String.join("; ", ((Opinion.Accepted) opinion).warnings());
    }

    /** @param more of the spec */
    private static Connector connector(String more) {
        Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
        Connector added = Serialization.unmarshal("spec: " + more, Connector.class);
        if (added.getSpec().getConfig() != null) {
            connector.getSpec().setConfig(added.getSpec().getConfig());
        }
        if (added.getSpec().getConfigFrom() != null) {
            connector.getSpec().setConfigFrom(added.getSpec().getConfigFrom());
        }
        if (added.getSpec().getClusterRef() != null) {
            connector.getSpec().setClusterRef(added.getSpec().getClusterRef());
        }
        connector.getMetadata().setUid("new");
        connector.getMetadata().setCreationTimestamp("2026-01-31T12:00:00Z");
        return connector;
    }

    private static Optional<ConnectCluster> cluster() {
        ConnectCluster cluster = new ConnectCluster();
        cluster.getMetadata().setName("payments");
        cluster.getMetadata().setNamespace("team");
        cluster.getMetadata().setUid("u");
        cluster.setSpec(new ConnectClusterSpec());
        return Optional.of(cluster);
    }
}

package dev.kafkaconnect.operator.connector.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.api.connectorspec.Config;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.ConnectorsInMemory;
import dev.kafkaconnect.operator.connector.ownership.NamespaceAccess;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.connector.spec.ConsumerGroup;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.status.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedGroupsTest {
    private final ConnectorsInMemory connectors = new ConnectorsInMemory();
    private final Map<ClusterId, ConnectCluster> clusters = new HashMap<>();
    private final ConnectorIndex index = new ConnectorIndex();
    private final Ownership ownership = new Ownership(index, () -> true);
    private final SharedGroups groups = new SharedGroups(index, ownership);

    SharedGroupsTest() {
        index.readFrom(connectors);
        ownership.decideBy(
                new NamespaceAccess(namespace -> Map.of()),
                id -> Optional.ofNullable(clusters.get(id)),
                id -> List.of());
        cluster("blue", "kafka-1");
        cluster("green", "kafka-1");
    }

    @Test
    void aSinkOfTheSameNameOnTheSameKafkaIsNotCreatedAndBothAreTold() {
        Connector first = sink("blue", 1);
        Connector second = sink("green", 2);

        assertThat(groups.heldBack(second)).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ConsumerGroupConflict);
            assertThat(verdict.message())
                    .contains(
                            "consumer group connect-archive with Connector blue/archive", "another spec.connectorName");
        });
        assertThat(groups.heldBack(first)).isEmpty();
        assertThat(groups.advice(first)).singleElement().asString().contains("Connector green/archive");
        assertThat(groups.advice(second)).singleElement().asString().contains("Connector blue/archive");
    }

    @Test
    void theOneThatRunsKeepsTheGroupWhicheverIsOlder() {
        Connector older = sink("blue", 1);
        Connector running = sink("green", 2);
        running.setStatus(new ConnectorStatus());
        running.getStatus().setType("sink");

        assertThat(groups.heldBack(older)).isPresent();
    }

    @Test
    void onAnotherKafkaTheGroupIsAnother() {
        cluster("green", "kafka-2");
        sink("blue", 1);

        assertThat(groups.heldBack(sink("green", 2))).isEmpty();
    }

    @Test
    void aKafkaThatHasNotBeenAskedYetIsTakenForAnother() {
        cluster("green", null);
        sink("blue", 1);

        assertThat(groups.heldBack(sink("green", 2))).isEmpty();
    }

    @Test
    void anotherNameInsideConnectIsAnotherGroup() {
        sink("blue", 1);
        Connector second = sink("green", 2);
        second.getSpec().setConnectorName("archive-green");

        assertThat(groups.heldBack(second)).isEmpty();
        assertThat(groups.advice(second)).isEmpty();
    }

    @Test
    void twoSinksThatNameOneGroupShareItWhateverTheirNames() {
        sink("blue", 1);
        Connector second = sink("green", 2);
        second.getSpec().setConnectorName("copy");
        second.getSpec().getConfig().setAdditionalProperty(ConsumerGroup.OVERRIDE, "connect-archive");

        assertThat(groups.heldBack(second)).isPresent();
    }

    @Test
    void aStoppedSinkLeavesItsGroupToItsSuccessor() {
        sink("blue", 1).getSpec().setState("Stopped");

        assertThat(groups.heldBack(sink("green", 2))).isEmpty();
    }

    @Test
    void aSinkThatIsBeingDeletedLeavesItsGroupToItsSuccessor() {
        sink("blue", 1).getMetadata().setDeletionTimestamp("2026-01-31T10:00:05Z");

        assertThat(groups.heldBack(sink("green", 2))).isEmpty();
    }

    @Test
    void aSourceHasNoConsumerGroupThoughItNamesTopics() {
        source("blue", 1);

        assertThat(groups.heldBack(source("green", 2))).isEmpty();
    }

    @Test
    void aConnectorThatIsNotAdmittedKeepsNobodyFromItsGroup() {
        sink("stranger", 1).getSpec().getClusterRef().setNamespace("blue");

        assertThat(groups.heldBack(sink("green", 2))).isEmpty();
    }

    @Test
    void twoThatDescribeOneConnectorAreADuplicateAndNoConflictOfGroups() {
        sink("blue", 1);

        assertThat(groups.heldBack(sink("blue", 2))).isEmpty();
    }

    private void cluster(String namespace, @Nullable String kafka) {
        ConnectCluster cluster = new ConnectCluster();
        cluster.getMetadata().setNamespace(namespace);
        cluster.getMetadata().setName("payments");
        cluster.getMetadata().setUid("uid-of-" + namespace);
        cluster.setSpec(new ConnectClusterSpec());
        cluster.setStatus(new ConnectClusterStatus());
        cluster.getStatus().setKafkaClusterId(kafka);
        cluster.getStatus()
                .setPlugins(List.of(
                        plugin("example.ArchiveSinkConnector", "sink"), plugin("example.MirrorConnector", "source")));
        clusters.put(new ClusterId(namespace, "payments"), cluster);
    }

    private static Plugins plugin(String className, String type) {
        Plugins plugin = new Plugins();
        plugin.set_class(className);
        plugin.setType(type);
        return plugin;
    }

    private Connector sink(String namespace, int age) {
        return connector("ArchiveSink", namespace, age);
    }

    private Connector source(String namespace, int age) {
        return connector("example.MirrorConnector", namespace, age);
    }

    private Connector connector(String className, String namespace, int age) {
        Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
        connector.getMetadata().setNamespace(namespace);
        connector.getMetadata().setName("archive");
        connector.getMetadata().setUid(namespace + "-" + age);
        connector.getMetadata().setCreationTimestamp("2026-01-31T10:00:0%dZ".formatted(age));
        connector.getSpec().set_class(className);
        connector.getSpec().setConfig(new Config());
        connector.getSpec().getConfig().setAdditionalProperty("topics", "lines");
        return connectors.add(connector);
    }
}

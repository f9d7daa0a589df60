package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whose a connector is, and that nothing is deleted that nobody asked to delete. */
@Tag("cluster")
class OwnershipTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("ownership");

    private final Resources resources = CLUSTER.resources();

    @BeforeAll
    static void aCluster() {
        CLUSTER.resources().apply(Yaml.cluster("owned"));
        CLUSTER.resources().awaitClusterReady("owned");
    }

    @Test
    void a_connector_that_nobody_describes_is_kept_and_listed_until_the_cluster_is_told_to_delete_such()
            throws Exception {
        ConnectApi workers = workers();
        createByHand(workers, "stray");
        resources.awaitCluster(
                "owned",
                cluster ->
                        assertThat(cluster.getStatus().getUnmanagedConnectors()).contains("stray"));

        resources.apply(Yaml.cluster("owned", "connectors: {unmanaged: Delete}"));

        // It must have been seen without a Connector for a minute.
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(workers.connectors().containsKey("stray")).isFalse());
        resources.apply(Yaml.cluster("owned", "connectors: {unmanaged: Keep}"));
        resources.awaitClusterReady("owned");
    }

    @Test
    void an_existing_connector_is_adopted_without_a_restart_when_its_configuration_is_equal() throws Exception {
        ConnectApi workers = workers();
        createByHand(workers, "adopted");

        resources.apply(Yaml.idleSource("adopted", "owned"));

        resources.awaitConnectorReady("adopted");
        assertThat(resources.eventReasons("adopted")).doesNotContain("ConfigUpdated", "Created", "Restarted");
        resources.deleteConnector("adopted");
    }

    @Test
    void the_newer_of_two_that_describe_one_connector_says_so_and_its_deletion_deletes_nothing() throws Exception {
        resources.apply(Yaml.idleSource("one", "owned", "connectorName: Shared_Name"));
        resources.awaitConnectorReady("one");
        resources.apply(Yaml.idleSource("two", "owned", "connectorName: Shared_Name"));
        resources.awaitConnectorReason("two", "Stalled", "DuplicateConnector", "one");

        resources.deleteConnector("two");

        await().untilAsserted(() -> assertThat(resources.connectorExists("two")).isFalse());
        ConnectApi workers = workers();
        assertThat(workers.connectors().containsKey("Shared_Name")).isTrue();
        resources.deleteConnector("one");
        await().untilAsserted(() ->
                assertThat(workers.connectors().containsKey("Shared_Name")).isFalse());
    }

    @Test
    void the_deletion_policy_decides_what_remains_on_the_workers() throws Exception {
        ConnectApi workers = workers();
        resources.apply(Yaml.idleSource("retained", "owned", "deletionPolicy: Retain"));
        resources.apply(Yaml.idleSource("stopped", "owned", "deletionPolicy: Stop"));
        resources.apply(Yaml.idleSource("erased", "owned", "deleteOffsets: true"));
        resources.awaitConnectorReady("retained");
        resources.awaitConnectorReady("stopped");
        resources.awaitConnectorReady("erased");

        resources.deleteConnector("retained");
        resources.deleteConnector("stopped");
        resources.deleteConnector("erased");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(resources.connectorExists("retained")).isFalse();
            assertThat(resources.connectorExists("stopped")).isFalse();
            assertThat(resources.connectorExists("erased")).isFalse();
        });
        // Which worker answers is luck, and one may show what has changed a little later than another.
        await().untilAsserted(() -> assertThat(state(workers, "retained")).contains("RUNNING"));
        await().untilAsserted(() -> assertThat(state(workers, "stopped")).contains("STOPPED"));
        await().untilAsserted(() ->
                assertThat(workers.connectors().containsKey("erased")).isFalse());
        workers.delete("retained");
        workers.delete("stopped");
    }

    @Test
    void another_namespace_needs_the_consent_of_the_clusters_owner() {
        String team = CLUSTER.namespace() + "-team";
        CLUSTER.createNamespace(team);
        Resources ofTeam = new Resources(CLUSTER.admin(), team);
        String guest = Yaml.idleSource("guest", "owned")
                .replace("name: owned", "name: owned\n    namespace: " + CLUSTER.namespace());
        ofTeam.apply(guest);
        ofTeam.awaitConnectorReason("guest", "Reconciling", "NamespaceNotAllowed", "allowedNamespaces");

        resources.apply(Yaml.cluster(
                "owned",
                "connectors: {allowedNamespaces: {from: Selector, selector: {matchLabels: {connects: here}}}}"));
        CLUSTER.admin()
                .namespaces()
                .withName(team)
                .edit(namespace -> new NamespaceBuilder(namespace)
                        .editMetadata()
                        .addToLabels("connects", "here")
                        .endMetadata()
                        .build());

        ofTeam.awaitConnectorReady("guest");
        ofTeam.deleteConnector("guest");
        await().untilAsserted(() -> assertThat(ofTeam.connectorExists("guest")).isFalse());
        CLUSTER.admin().namespaces().withName(team).delete();
    }

    private static ConnectApi workers() {
        return DeployedWorkers.of(CLUSTER.admin(), CLUSTER.namespace(), "owned");
    }

    private static void createByHand(ConnectApi workers, String name) throws Exception {
        Map<String, String> config = Map.of(
                "name", name,
                "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "tasks.max", "1",
                "file", "/tmp/never",
                "topic", "never");
        workers.create(name, ConnectorConfig.of(config), InitialState.RUNNING);
    }

    private static Optional<String> state(ConnectApi workers, String name) throws Exception {
        return Optional.ofNullable(workers.connectors().get(name))
                .map(listing -> listing.status().connector().state());
    }
}

package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bad input of a Connector ends in a condition that says what to do, and mending it mends the state. */
@Tag("cluster")
class BadConnectorsTest {
    private static final String FILE_SINK = "org.apache.kafka.connect.file.FileStreamSinkConnector";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("bad-connectors");

    private final Resources resources = CLUSTER.resources();

    @BeforeAll
    static void aCluster() {
        CLUSTER.resources().apply(Yaml.cluster("shared"));
        CLUSTER.resources().awaitClusterReady("shared");
    }

    @Test
    void a_connector_before_its_cluster_waits_for_it_and_then_runs() {
        resources.apply(Yaml.idleSource("early", "late"));
        resources.awaitConnectorReason("early", "Reconciling", "ClusterNotFound", "ConnectCluster late");

        resources.apply(Yaml.cluster("late"));

        resources.awaitConnectorReady("early");
        resources.deleteConnector("early");
        resources.deleteCluster("late");
    }

    @Test
    void a_class_that_is_not_installed_is_named() {
        resources.apply(Yaml.connector("unknown", "shared", "no.such.Connector"));
        resources.awaitConnectorReason("unknown", "Reconciling", "PluginMissing", "no.such.Connector");

        resources.apply(Yaml.idleSource("unknown", "shared"));

        resources.awaitConnectorReady("unknown");
        resources.deleteConnector("unknown");
    }

    @Test
    void a_missing_key_is_named() {
        resources.apply(Yaml.connector("incomplete", "shared", FILE_SINK, "config: {file: /tmp/out}"));
        resources.awaitConnectorReason("incomplete", "Stalled", "ConfigInvalid", "topics");
        resources.awaitConnectorReason("incomplete", "ConfigValid", "ConfigInvalid", "topics");

        resources.apply(Yaml.connector("incomplete", "shared", FILE_SINK, "config: {file: /tmp/out, topics: none}"));

        resources.awaitConnectorReady("incomplete");
        resources.deleteConnector("incomplete");
    }

    @Test
    void a_nested_value_is_named() {
        resources.apply(Yaml.connector("nested", "shared", FILE_SINK, "config: {topics: [one, two]}"));
        resources.awaitConnectorReason("nested", "Stalled", "ConfigInvalid", "\"topics\" is a list");

        resources.apply(Yaml.connector("nested", "shared", FILE_SINK, "config: {topics: 'one,two'}"));

        resources.awaitConnectorReady("nested");
        resources.deleteConnector("nested");
    }

    @Test
    void a_refused_change_leaves_the_connector_running_as_it_was() {
        resources.apply(Yaml.connector("steady", "shared", FILE_SINK, "config: {topics: one}"));
        resources.awaitConnectorReady("steady");

        resources.apply(Yaml.connector("steady", "shared", FILE_SINK, "config: {file: /tmp/out}"));

        resources.awaitConnectorReason("steady", "ConfigValid", "ConfigInvalid", "topics");
        assertThat(resources.connector("steady").getStatus().getState()).isEqualTo("Running");
        resources.deleteConnector("steady");
    }

    @Test
    void a_cluster_that_is_deleted_before_its_connectors_lets_them_go() {
        resources.apply(Yaml.cluster("first"));
        resources.apply(Yaml.idleSource("second", "first"));
        resources.awaitConnectorReady("second");

        resources.deleteCluster("first");
        resources.awaitConnectorReason("second", "Ready", "ClusterNotFound");
        resources.deleteConnector("second");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(resources.connectorExists("second")).isFalse());
    }
}

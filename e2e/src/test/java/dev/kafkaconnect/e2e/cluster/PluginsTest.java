package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plug-ins in images of their own, on a node that mounts images. */
@Tag("cluster")
class PluginsTest {
    static final String SOURCE = "dev.kafkaconnect.e2e.sequence.SequenceSource";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("plug-ins");

    private final Resources resources = CLUSTER.resources();

    @Test
    void an_image_that_does_not_exist_is_told_with_the_name_of_the_plug_in_and_taking_it_away_heals() {
        resources.apply(Yaml.cluster(
                "missing", "plugins: [{name: jdbc, image: 'localhost/no-such-plugin:1', pullPolicy: IfNotPresent}]"));
        resources.awaitClusterReason(
                "missing", "Stalled", "ImagePullFailed", "plug-in jdbc", "localhost/no-such-plugin:1", "spec.plugins");

        resources.apply(Yaml.cluster("missing"));

        resources.awaitClusterReady("missing");
        resources.deleteCluster("missing");
    }

    @Test
    void a_path_that_the_image_does_not_have_is_named_with_the_plug_in() {
        resources.apply(Yaml.cluster(
                "pathless",
                "plugins: [{name: sequences, image: '%s', path: /no/such/directory}]".formatted(TestImages.plugin(1))));

        resources.awaitClusterReason(
                "pathless",
                "Stalled",
                "ImagePullFailed",
                "plug-in sequences",
                "no directory /no/such/directory",
                "correct the path in spec.plugins");
        resources.deleteCluster("pathless");
    }

    @Test
    void two_versions_of_a_plug_in_run_side_by_side_from_images_of_their_own() {
        CLUSTER.kafka().createTopic(topic(), 1, "delete");
        resources.apply(Yaml.cluster(
                "versions",
                "plugins:",
                "  - {name: sequences-1, image: '%s'}".formatted(TestImages.plugin(1)),
                "  - {name: sequences-2, image: '%s'}".formatted(TestImages.plugin(2))));
        resources.apply(sequences("first", "1.0.0"));
        resources.apply(sequences("second", "2.0.0"));
        resources.apply(sequences("third", "3.0.0"));

        resources.awaitClusterReady("versions");
        resources.awaitCluster(
                "versions",
                cluster -> assertThat(cluster.getStatus().getPlugins())
                        .filteredOn(plugin -> plugin.get_class().equals(SOURCE))
                        .extracting(Plugins::getVersion)
                        .containsExactlyInAnyOrder("1.0.0", "2.0.0"));
        resources.awaitConnectorReady("first");
        resources.awaitConnectorReady("second");
        resources.awaitConnectorReason("third", "Reconciling", "PluginMissing", "3.0.0", "1.0.0", "2.0.0");
        assertThat(DeployedWorkers.versionOf(CLUSTER, "versions", "first")).isEqualTo("1.0.0");
        assertThat(DeployedWorkers.versionOf(CLUSTER, "versions", "second")).isEqualTo("2.0.0");

        resources.deleteConnector("third");
        resources.deleteConnector("second");
        resources.deleteConnector("first");
        resources.deleteCluster("versions");
    }

    private static String sequences(String name, String version) {
        return Yaml.connector(name, "versions", SOURCE, "version: " + version, "state: Running")
                + """
                  config: {topic: %s, rate: 1, sequences: 1}
                """.formatted(topic());
    }

    private static String topic() {
        return CLUSTER.namespace() + "-versions";
    }

    @Test
    void connectors_that_are_installed_are_in_the_status_with_their_versions() {
        resources.apply(Yaml.cluster("installed"));

        resources.awaitClusterReady("installed");

        resources.awaitCluster(
                "installed",
                cluster -> assertThat(cluster.getStatus().getPlugins())
                        .filteredOn(plugin -> Set.of("source", "sink").contains(plugin.getType()))
                        .extracting(plugin -> plugin.get_class().replaceAll(".*\\.", ""))
                        .containsExactlyInAnyOrder(
                                "FileStreamSinkConnector",
                                "FileStreamSourceConnector",
                                "MirrorCheckpointConnector",
                                "MirrorHeartbeatConnector",
                                "MirrorSourceConnector"));
        resources.deleteCluster("installed");
    }
}

package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.operator.connect.ConnectFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plug-ins in images of their own on a node that mounts images. */
@Tag("cluster")
class PluginsTest {
    private static final String SOURCE = "dev.kafkaconnect.e2e.sequence.SequenceSource";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("plug-ins");

    private final Resources resources = CLUSTER.resources();

    @Test
    void anImageThatDoesNotExistIsToldWithTheNameOfThePlugInAndTakingItAwayHeals() {
        resources.apply(Yaml.cluster(
                "missing", "plugins: [{name: jdbc, image: 'localhost/no-such-plugin:1', pullPolicy: IfNotPresent}]"));
        resources.awaitClusterReason(
                "missing", "Stalled", "ImagePullFailed", "plug-in jdbc", "localhost/no-such-plugin:1", "spec.plugins");

        resources.apply(Yaml.cluster("missing"));

        resources.awaitClusterReady("missing");
        resources.deleteCluster("missing");
    }

    @Test
    void twoVersionsOfAPlugInRunSideBySideFromImagesOfTheirOwn() {
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
        resources.awaitConnectorReason("third", "Stalled", "PluginMissing", "3.0.0", "1.0.0", "2.0.0");
        assertThat(versionOf("first")).isEqualTo("1.0.0");
        assertThat(versionOf("second")).isEqualTo("2.0.0");

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

    /** Of the connector that runs, as the workers tell it. */
    private static String versionOf(String connector) {
        try {
            return Workers.of(CLUSTER.admin(), CLUSTER.namespace(), "versions")
                    .connectors()
                    .get(connector)
                    .status()
                    .connector()
                    .version();
        } catch (ConnectFault silent) {
            throw new AssertionError(silent);
        }
    }

    @Test
    void connectorsThatAreInstalledAreInTheStatusWithTheirVersions() {
        resources.apply(Yaml.cluster("installed"));

        resources.awaitClusterReady("installed");

        resources.awaitCluster(
                "installed",
                cluster -> assertThat(cluster.getStatus().getPlugins())
                        .extracting(Plugins::get_class)
                        .contains("org.apache.kafka.connect.file.FileStreamSourceConnector"));
        resources.deleteCluster("installed");
    }
}

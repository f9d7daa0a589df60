package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plug-ins in images of their own on a node that mounts images. */
@Tag("cluster")
class PluginsTest {
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

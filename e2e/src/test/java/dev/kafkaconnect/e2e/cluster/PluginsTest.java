package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.operator.connect.ConnectFault;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plug-ins in images of their own on a node that mounts images, and as they are copied where one does not. */
@Tag("cluster")
class PluginsTest {
    private static final String SOURCE = "dev.kafkaconnect.e2e.sequence.SequenceSource";

    private static final String DELIVERY = "PLUGIN_DELIVERY";

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
        resources.awaitConnectorReason("third", "Stalled", "PluginMissing", "3.0.0", "1.0.0", "2.0.0");
        assertThat(versionOf("versions", "first")).isEqualTo("1.0.0");
        assertThat(versionOf("versions", "second")).isEqualTo("2.0.0");

        resources.deleteConnector("third");
        resources.deleteConnector("second");
        resources.deleteConnector("first");
        resources.deleteCluster("versions");
    }

    @Test
    void a_plug_in_is_copied_where_the_nodes_mount_no_images() {
        CLUSTER.kafka().createTopic(topic() + "-copied", 1, "delete");
        delivery(List.of(new EnvVar(DELIVERY, "Copy", null)));
        try {
            resources.apply(Yaml.cluster(
                    "copied", "plugins: [{name: sequences, image: '%s'}]".formatted(TestImages.plugin(1))));
            resources.apply(Yaml.connector("copied", "copied", SOURCE, "version: 1.0.0") + """
                      config: {topic: %s-copied, rate: 1, sequences: 1}
                    """.formatted(topic()));

            // The operator that goes may have made the first pod.
            await().atMost(Resources.PATIENCE).untilAsserted(() -> {
                PodSpec pod = Workers.ready(CLUSTER, "copied").stream()
                        .findFirst()
                        .orElseThrow(AssertionError::new)
                        .getSpec();
                assertThat(pod.getInitContainers())
                        .extracting(Container::getImage)
                        .contains(TestImages.plugin(1));
                assertThat(pod.getVolumes()).noneMatch(volume -> volume.getImage() != null);
            });
            resources.awaitConnectorReady("copied");
            assertThat(versionOf("copied", "copied")).isEqualTo("1.0.0");
            resources.deleteConnector("copied");
            resources.deleteCluster("copied");
        } finally {
            delivery(List.of());
        }
    }

    private static void delivery(List<EnvVar> settings) {
        var operator = CLUSTER.admin()
                .apps()
                .deployments()
                .inNamespace("kafka-connect-operator")
                .withName("kafka-connect-operator");
        operator.edit(deployment -> new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .removeMatchingFromEnv(variable -> variable.getName().equals(DELIVERY))
                .addAllToEnv(settings)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        await().atMost(Resources.PATIENCE)
                .until(
                        operator::get,
                        now -> Objects.equals(
                                        now.getStatus().getObservedGeneration(),
                                        now.getMetadata().getGeneration())
                                && Objects.equals(now.getStatus().getUpdatedReplicas(), 1)
                                && Objects.equals(now.getStatus().getReplicas(), 1)
                                && Objects.equals(now.getStatus().getAvailableReplicas(), 1));
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
    private static String versionOf(String cluster, String connector) {
        try {
            return Workers.of(CLUSTER.admin(), CLUSTER.namespace(), cluster)
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
    void connectors_that_are_installed_are_in_the_status_with_their_versions() {
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

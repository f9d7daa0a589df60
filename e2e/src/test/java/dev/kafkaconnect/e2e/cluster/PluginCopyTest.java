package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedOperator;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Plug-ins in images of their own, where the operator is told that the nodes mount none. */
@Tag("cluster")
@Isolated("the operator is changed")
class PluginCopyTest {
    private static final String DELIVERY = "PLUGIN_DELIVERY";

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("plug-in-copy");

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_plug_in_is_copied_where_the_nodes_mount_no_images() {
        DeployedOperator operator = new DeployedOperator(CLUSTER.admin());
        String topic = CLUSTER.namespace() + "-copied";
        CLUSTER.kafka().createTopic(topic, 1, "delete");
        operator.set(DELIVERY, List.of(new EnvVar(DELIVERY, "Copy", null)));
        try {
            resources.apply(Yaml.cluster(
                    "copied", "plugins: [{name: sequences, image: '%s'}]".formatted(TestImages.plugin(1))));
            resources.apply(
                    Yaml.connector("copied", "copied", PluginsTest.SOURCE, "version: 1.0.0") + """
                      config: {topic: %s, rate: 1, sequences: 1}
                    """.formatted(topic));

            // The operator that goes may have made the first pod.
            await().atMost(Resources.PATIENCE).untilAsserted(() -> {
                PodSpec pod = DeployedWorkers.ready(CLUSTER, "copied").stream()
                        .findFirst()
                        .orElseThrow(AssertionError::new)
                        .getSpec();
                assertThat(pod.getInitContainers())
                        .extracting(Container::getImage)
                        .contains(TestImages.plugin(1));
                assertThat(pod.getVolumes()).noneMatch(volume -> volume.getImage() != null);
            });
            resources.awaitConnectorReady("copied");
            assertThat(DeployedWorkers.versionOf(CLUSTER, "copied", "copied")).isEqualTo("1.0.0");
            resources.deleteConnector("copied");
            resources.deleteCluster("copied");
        } finally {
            operator.set(DELIVERY, List.of());
        }
    }
}

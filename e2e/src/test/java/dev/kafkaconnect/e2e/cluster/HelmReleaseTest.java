package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.support.cluster.DeployedOperator;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.HelmRelease;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What users of the Helm chart are promised: no command of Helm restarts a worker or takes a connector away. */
@Tag("cluster")
@Isolated("the operator is replaced")
class HelmReleaseTest {
    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("helm");

    private final DeployedOperator deployed = new DeployedOperator(CLUSTER.admin());
    private final Resources resources = CLUSTER.resources();
    /** Of each test its own: the one before may still be terminating. */
    private final HelmRelease release = new HelmRelease(
            "platform",
            CLUSTER.namespace() + "-operator-" + UUID.randomUUID().toString().substring(0, 5));

    private record Worker(String uid, int restarts) {}

    /** Two operators must not watch the same namespace. */
    @BeforeEach
    void takeTheOperatorOfTheOtherTestsAway() {
        deployed.scale(0);
    }

    @AfterEach
    void bringItBack() {
        CLUSTER.admin().namespaces().withName(release.namespace()).delete();
        deployed.scale(1);
    }

    @Test
    void workers_and_connectors_run_through_upgrade_and_uninstallation_and_the_next_operator_adopts_them() {
        release.install(HelmRelease.chart("0.0.1"), values());
        resources.apply(Yaml.cluster("steady"));
        resources.apply(Yaml.idleSource("before", "steady"));
        resources.awaitConnectorReady("before");
        List<Worker> workers = workers();
        assertThat(workers).isNotEmpty();

        release.upgrade(HelmRelease.chart("0.0.2"), "settings.maxClustersRolling=3");
        resources.apply(Yaml.idleSource("after", "steady"));
        resources.awaitConnectorReady("after");
        assertThat(workers()).isEqualTo(workers);

        release.uninstall();
        await().atMost(Resources.PATIENCE).until(() -> operatorPods().isEmpty());
        assertThat(resources.connectorExists("before")).isTrue();
        assertThat(resources.connectorExists("after")).isTrue();
        assertThat(DeployedWorkers.ready(CLUSTER, "steady")).hasSameSizeAs(workers);
        assertThat(workers()).isEqualTo(workers);

        deployed.scale(1);
        resources.apply(Yaml.idleSource("last", "steady"));
        resources.awaitConnectorReady("last");
        assertThat(workers()).isEqualTo(workers);
        List.of("before", "after", "last").forEach(resources::deleteConnector);
        resources.deleteCluster("steady");
        await().atMost(Resources.PATIENCE)
                .until(() -> DeployedWorkers.pods(CLUSTER, "steady").isEmpty());
    }

    @Test
    void with_the_webhook_a_wrong_configuration_is_refused_before_it_is_stored() {
        release.install(
                HelmRelease.chart("0.0.3"),
                Stream.concat(Arrays.stream(values()), Stream.of("webhook.enabled=true"))
                        .toArray(String[]::new));
        resources.apply(Yaml.cluster("strict"));
        resources.apply(Yaml.idleSource("right", "strict"));
        resources.awaitConnectorReady("right");

        await().atMost(Resources.PATIENCE)
                .untilAsserted(() -> assertThatExceptionOfType(KubernetesClientException.class)
                        .isThrownBy(() -> resources.dryRun(
                                Yaml.connector("wrong", "strict", "FileStreamSource", "config: {file: /tmp/in}")))
                        .withMessageContaining("the workers refuse the configuration: topic"));

        assertThat(resources.connectorExists("wrong")).isFalse();
        resources.deleteConnector("right");
        resources.deleteCluster("strict");
        await().atMost(Resources.PATIENCE)
                .until(() -> DeployedWorkers.pods(CLUSTER, "strict").isEmpty());
        release.uninstall();
    }

    /** The images of the operator that all tests use; that one's roles for users are there. */
    private String[] values() {
        return new String[] {
            "image.repository=" + repository(deployed.image()),
            "image.tag=" + tag(deployed.image()),
            "worker.image.repository=" + repository(deployed.workerImage()),
            "worker.image.tag=" + tag(deployed.workerImage()),
            "watch.scope=Namespaces",
            "watch.namespaces={" + CLUSTER.namespace() + "}",
            "userRoles.create=false"
        };
    }

    private static String repository(String image) {
        return image.substring(0, image.lastIndexOf(':'));
    }

    private static String tag(String image) {
        return image.substring(image.lastIndexOf(':') + 1);
    }

    private static List<Worker> workers() {
        return DeployedWorkers.pods(CLUSTER, "steady").stream()
                .map(pod -> new Worker(
                        pod.getMetadata().getUid(),
                        pod.getStatus().getContainerStatuses().stream()
                                .mapToInt(container -> container.getRestartCount())
                                .sum()))
                .toList();
    }

    private List<Pod> operatorPods() {
        return CLUSTER.admin().pods().inNamespace(release.namespace()).list().getItems();
    }
}

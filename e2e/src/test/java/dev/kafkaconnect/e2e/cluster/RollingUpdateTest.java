package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers are replaced one at a time on real nodes, connectors are edited meanwhile, and a broken image costs one worker. */
@Tag("cluster")
class RollingUpdateTest {
    private static final double LIMIT_OF_A_ROLL = 72;
    private static final double LIMIT_OF_AN_EDIT = 2;

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("rolling");

    private final Resources resources = CLUSTER.resources();

    @BeforeAll
    static void threeWorkersWithConnectors() {
        Resources resources = CLUSTER.resources();
        resources.apply(cluster());
        for (int number = 0; number < 6; number++) {
            resources.apply(Yaml.idleSource("source-" + number, "rolling"));
        }
        resources.awaitClusterReady("rolling");
        for (int number = 0; number < 6; number++) {
            resources.awaitConnectorReady("source-" + number);
        }
    }

    private static String cluster(String... specLines) {
        return Yaml.cluster("rolling", specLines).replace("replicas: 1", "replicas: 3");
    }

    @Test
    void aChangedConfigRollsTheWorkersOneByOneAndAnEditArrivesMeanwhile() {
        List<String> before = uids();
        long start = System.nanoTime();
        resources.apply(cluster("config:", "  offset.flush.interval.ms: " + (10_000 + start % 1_000)));
        resources.awaitClusterReason("rolling", "Ready", "RollingUpdate");

        long edited = System.nanoTime();
        resources.apply(
                Yaml.idleSource("source-0", "rolling", "tasksMax: 1").replace("/tmp/never", "/tmp/never-again"));
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Resources.PATIENCE)
                .until(() -> "/tmp/never-again"
                        .equals(Workers.of(CLUSTER.admin(), CLUSTER.namespace(), "rolling")
                                .connectors()
                                .get("source-0")
                                .info()
                                .config()
                                .get("file")));
        double edit = secondsSince(edited);

        await().pollInterval(Duration.ofMillis(100)).atMost(Resources.PATIENCE).until(() -> {
            assertThat(notReady()).as("workers that are not ready").isLessThanOrEqualTo(1);
            return resources
                            .cluster("rolling")
                            .getStatus()
                            .getConditions()
                            .getFirst()
                            .getStatus()
                            .equals("True")
                    && uids().stream().noneMatch(before::contains);
        });
        System.out.printf(
                "figure: three workers rolled in %.1f s (to beat: %.0f s); an edit meanwhile took %.2f s (limit %.0f s)%n",
                secondsSince(start), LIMIT_OF_A_ROLL, edit, LIMIT_OF_AN_EDIT);
        for (int number = 0; number < 6; number++) {
            resources.awaitConnectorReady("source-" + number);
        }
    }

    @Test
    void aBrokenImageCostsOneWorkerAndTheOldValueBringsItBack() {
        resources.apply(cluster());
        resources.awaitClusterReady("rolling");
        List<String> before = uids();

        resources.apply(cluster("image: registry.example.com/no-such-worker:1"));

        resources.awaitClusterReason("rolling", "Stalled", "ImagePullFailed", "rolling-worker-2", "2 other workers");
        assertThat(uids().subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(notReady()).isEqualTo(1);

        resources.apply(cluster());

        resources.awaitClusterReady("rolling");
        assertThat(uids().subList(0, 2)).isEqualTo(before.subList(0, 2));
        for (int number = 0; number < 6; number++) {
            resources.awaitConnectorReady("source-" + number);
        }
    }

    private static List<Pod> pods() {
        return CLUSTER
                .admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withLabel("kafkaconnect.dev/cluster", "rolling")
                .list()
                .getItems()
                .stream()
                .sorted((one, other) -> one.getMetadata()
                        .getName()
                        .compareTo(other.getMetadata().getName()))
                .toList();
    }

    private static List<String> uids() {
        return pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
    }

    private static long notReady() {
        return 3
                - pods().stream()
                        .filter(pod -> pod.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Ready")
                                        && condition.getStatus().equals("True")))
                        .count();
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}

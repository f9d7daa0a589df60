package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.cluster.DeployedWorkers;
import dev.kafkaconnect.e2e.support.cluster.LocalCluster;
import dev.kafkaconnect.e2e.support.cluster.Resources;
import dev.kafkaconnect.e2e.support.cluster.SequenceTopics;
import dev.kafkaconnect.e2e.support.cluster.TestImages;
import dev.kafkaconnect.e2e.support.cluster.Yaml;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exactly-once sources are switched on while records travel, then workers are killed: no record is lost or repeated. */
@Tag("cluster")
class ExactlyOnceSourceTest {
    private static final int TASKS = 3;

    /** Records of each task in a second, every one of them a transaction. */
    private static final int RATE = 6;

    private static final List<String> VICTIMS = List.of("exact-worker-0", "exact-worker-2", "exact-worker-1");

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("exact");

    private static final SequenceTopics SEQUENCES = new SequenceTopics(CLUSTER, "exact");

    private final Resources resources = CLUSTER.resources();

    @Test
    void two_rollouts_and_killed_workers_lose_and_repeat_nothing() {
        SEQUENCES.createTopics(TASKS);
        resources.apply(cluster("Disabled"));
        resources.apply(SEQUENCES.source(TASKS, RATE));
        resources.awaitClusterReady("exact");
        resources.awaitConnectorReady("sequences");

        long start = System.nanoTime();
        resources.apply(cluster("Enabled"));
        resources.awaitClusterReason("exact", "Ready", "RollingUpdate", "the first of two, to preparing");
        await().atMost(Resources.PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> phases().contains("enabled"));
        assertThat(phases()).as("beside the first that is enabled").containsOnly("enabled", "preparing");
        resources.awaitClusterReady("exact");
        assertThat(phases()).containsOnly("enabled");
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);

        for (String victim : VICTIMS) {
            moreRecords();
            CLUSTER.admin()
                    .pods()
                    .inNamespace(CLUSTER.namespace())
                    .withName(victim)
                    .withGracePeriod(0)
                    .delete();
        }
        moreRecords();
        resources.awaitClusterReady("exact");
        resources.apply(SEQUENCES.source(TASKS, RATE, "state: Stopped"));
        resources.awaitConnectorReady("sequences");

        Sequences sent = SEQUENCES.on(SEQUENCES.sent());
        Figures.add(Figure.seconds("exactlyOnceSource becomes Enabled on a node", seconds)
                .beside(
                        "3 running workers; then %d killed: of %d records %d lost, %d repeated",
                        VICTIMS.size(), sent.records(), sent.missing(), sent.repeated()));
        assertThat(sent.byName()).hasSize(TASKS);
        assertThat(List.of(sent.missing(), sent.repeated()))
                .as("lost, repeated: %s", sent.byName())
                .containsOnly(0);
    }

    private static String cluster(String exactlyOnceSource) {
        return Yaml.cluster(
                        "exact",
                        "image: " + TestImages.worker(),
                        "exactlyOnceSource: " + exactlyOnceSource,
                        "config:",
                        "  key.converter: org.apache.kafka.connect.storage.StringConverter",
                        "  value.converter: org.apache.kafka.connect.storage.StringConverter")
                .replace("replicas: 1", "replicas: 3");
    }

    /** Also after the tasks of a killed worker have moved. */
    private static void moreRecords() {
        long before = SEQUENCES.written(SEQUENCES.sent());
        await().atMost(Resources.PATIENCE)
                .until(() -> SEQUENCES.written(SEQUENCES.sent()) > before + 10 * TASKS * RATE);
    }

    /** Of the workers that exist. */
    private static List<String> phases() {
        return DeployedWorkers.pods(CLUSTER, "exact").stream()
                .map(pod -> pod.getMetadata().getAnnotations().get("kafkaconnect.dev/worker.properties"))
                .map(ExactlyOnceSourceTest::phase)
                .toList();
    }

    private static String phase(String properties) {
        String key = "exactly.once.source.support=";
        return properties
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElse("disabled");
    }
}

package dev.kafkaconnect.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Standalone workers on a real node: what they lose, what they repeat, and what they come back with. */
@Tag("cluster")
class StandaloneTest {
    private static final String OPERATOR = "kafka-connect-operator";
    private static final String DIRECTORY = "/var/lib/kafka-connect";
    private static final Duration RESTART = Duration.ofMinutes(3);

    @RegisterExtension
    static final LocalCluster CLUSTER = new LocalCluster("standalone");

    private final Resources resources = CLUSTER.resources();

    @Test
    void a_pod_that_is_killed_under_load_loses_no_line() {
        start("killed");
        resources.apply(lines("killed"));
        append("killed", 1, 20_000);
        await().atMost(RESTART).until(() -> !sent("killed").isEmpty());

        CLUSTER.admin().resource(pod("killed")).withGracePeriod(0).delete();
        resources.awaitClusterReady("killed");
        append("killed", 20_001, 21_000);

        await().atMost(RESTART)
                .untilAsserted(() -> assertThat(sent("killed")).contains("line 1", "line 20000", "line 21000"));
        assertThat(sent("killed").stream().distinct().count()).isEqualTo(21_000);
        resources.deleteCluster("killed");
    }

    @Test
    void a_pod_that_is_deleted_while_the_operator_is_away_comes_back_with_its_connectors_in_their_states() {
        start("alone");
        resources.apply(lines("alone"));
        resources.apply(Yaml.idleSource("alone-rests", "alone", "state: Paused"));
        resources.apply(Yaml.idleSource("alone-stands", "alone", "state: Stopped"));
        List.of("alone-lines", "alone-rests", "alone-stands").forEach(resources::awaitConnectorReady);
        await().atMost(RESTART).until(() -> kept("alone").size() == 3);
        operators(0);
        try {
            String before = pod("alone").getMetadata().getUid();
            CLUSTER.admin().resource(pod("alone")).delete();

            await().atMost(RESTART).ignoreExceptions().untilAsserted(() -> {
                assertThat(pod("alone").getMetadata().getUid()).isNotEqualTo(before);
                assertThat(states("alone"))
                        .isEqualTo(
                                Map.of("alone-lines", "RUNNING", "alone-rests", "PAUSED", "alone-stands", "STOPPED"));
            });
        } finally {
            operators(1);
        }
        List.of("alone-lines", "alone-rests", "alone-stands").forEach(resources::awaitConnectorReady);
        resources.deleteCluster("alone");
    }

    @Test
    void a_pod_that_is_replaced_in_order_loses_and_repeats_nothing() {
        start("replaced");
        resources.apply(lines("replaced"));
        append("replaced", 1, 500);
        await().atMost(RESTART).until(() -> sent("replaced").size() == 500);
        String before = pod("replaced").getMetadata().getUid();

        resources.apply(standalone("replaced", "resources: {limits: {memory: 640Mi}}"));

        await().atMost(RESTART)
                .ignoreExceptions()
                .until(() -> !pod("replaced").getMetadata().getUid().equals(before));
        resources.awaitClusterReady("replaced");
        append("replaced", 501, 600);
        await().atMost(RESTART).until(() -> sent("replaced").size() >= 600);
        assertThat(sent("replaced")).isEqualTo(numbered(1, 600));
        resources.deleteCluster("replaced");
    }

    /** The volumes of the local cluster have no bounds of their own, so a directory bars the way of the next file. */
    @Test
    void offsets_that_cannot_be_saved_stop_no_record_and_leave_the_last_ones_whole() {
        start("full");
        resources.apply(lines("full"));
        append("full", 1, 100);
        await().atMost(RESTART).until(() -> in("full", "ls " + DIRECTORY).contains("connect.offsets"));
        in("full", "mkdir -p %s/connect.offsets.next/full".formatted(DIRECTORY));
        append("full", 101, 200);
        await().atMost(RESTART).until(() -> sent("full").size() >= 200);
        resources.awaitConnectorReady("full-lines");
        in("full", "rm -r %s/connect.offsets.next".formatted(DIRECTORY));

        CLUSTER.admin().resource(pod("full")).withGracePeriod(0).delete();
        resources.awaitClusterReady("full");
        append("full", 201, 210);

        await().atMost(RESTART).untilAsserted(() -> assertThat(sent("full")).contains("line 210"));
        assertThat(sent("full").stream().distinct().toList()).containsAll(numbered(1, 210));
        resources.deleteCluster("full");
    }

    @Test
    void
            a_connector_that_runs_out_of_memory_is_visible_takes_no_other_cluster_along_and_stopping_it_brings_the_worker_back() {
        start("calm");
        start("greedy", "resources: {limits: {memory: 384Mi}}");
        // One line, longer than the heap.
        in("greedy", "head -c 400000000 /dev/zero > %s/endless.txt".formatted(DIRECTORY));
        String calm = pod("calm").getMetadata().getUid();
        resources.apply(glutton("state: Running"));

        resources.awaitClusterReason("greedy", "Stalled", "WorkerCrashed", "OutOfMemoryError");

        assertThat(pod("calm").getMetadata().getUid()).isEqualTo(calm);
        assertThat(pod("calm").getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isZero();
        resources.awaitClusterReady("calm");

        resources.apply(glutton("state: Stopped"));
        resources.awaitClusterReady("greedy");
        resources.awaitConnectorReason("glutton", "Ready", "Stopped");
        resources.deleteCluster("calm");
        resources.deleteCluster("greedy");
    }

    private static String glutton(String state) {
        return Yaml.connector(
                "glutton",
                "greedy",
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                state,
                "config:",
                "  file: %s/endless.txt".formatted(DIRECTORY),
                "  topic: never");
    }

    @Test
    void the_worker_sits_on_the_node_that_it_is_told() {
        resources.apply(standalone("seated", "pod: {nodeSelector: {kubernetes.io/hostname: no-such-node}}"));
        resources.awaitClusterReason("seated", "Reconciling", "Unschedulable");
        String node = CLUSTER.admin()
                .nodes()
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();

        resources.apply(standalone("seated", "pod: {nodeSelector: {kubernetes.io/hostname: %s}}".formatted(node)));

        resources.awaitClusterReady("seated");
        assertThat(pod("seated").getSpec().getNodeName()).isEqualTo(node);
        resources.deleteCluster("seated");
    }

    @Test
    void the_offsets_outlive_the_cluster_unless_they_are_to_go_with_it() {
        start("reborn");
        resources.apply(lines("reborn"));
        append("reborn", 1, 50);
        await().atMost(RESTART).until(() -> sent("reborn").size() == 50);
        resources.deleteCluster("reborn");
        await().atMost(RESTART).until(() -> podOrNull("reborn") == null);
        assertThat(claim("reborn")).isNotNull();

        resources.apply(standalone("reborn", "storage: {reclaimPolicy: Delete}"));
        resources.awaitClusterReady("reborn");
        append("reborn", 51, 60);
        await().atMost(RESTART).until(() -> sent("reborn").size() >= 60);
        assertThat(sent("reborn")).isEqualTo(numbered(1, 60));

        resources.deleteCluster("reborn");
        await().atMost(RESTART).until(() -> claim("reborn") == null);
    }

    private void start(String name, String... more) {
        resources.apply(standalone(name, more));
        resources.awaitClusterReady(name);
        in(name, "touch %s/lines.txt".formatted(DIRECTORY));
    }

    private static String standalone(String name, String... more) {
        String[] lines = new String[more.length + 2];
        lines[0] = "mode: Standalone";
        lines[1] =
                "config: {value.converter: org.apache.kafka.connect.storage.StringConverter, offset.flush.interval.ms: 1000}";
        System.arraycopy(more, 0, lines, 2, more.length);
        return Yaml.cluster(name, lines);
    }

    private static String lines(String cluster) {
        return Yaml.connector(
                cluster + "-lines",
                cluster,
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "config:",
                "  file: %s/lines.txt".formatted(DIRECTORY),
                "  topic: " + topic(cluster),
                "  topic.creation.default.partitions: 1",
                "  topic.creation.default.replication.factor: 3");
    }

    private static String topic(String cluster) {
        return CLUSTER.namespace() + "-" + cluster;
    }

    private static void append(String cluster, int from, int to) {
        in(cluster, "for n in $(seq %d %d); do echo \"line $n\"; done >> %s/lines.txt".formatted(from, to, DIRECTORY));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "line " + number)
                .toList();
    }

    private static List<String> sent(String cluster) {
        return CLUSTER.kafka().read(topic(cluster)).values();
    }

    private static String in(String cluster, String command) {
        return Exec.run(CLUSTER.admin(), CLUSTER.namespace(), cluster + "-worker-0", "sh", "-c", command);
    }

    private static Pod podOrNull(String cluster) {
        return CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(cluster + "-worker-0")
                .get();
    }

    private static Pod pod(String cluster) {
        return CLUSTER.admin()
                .pods()
                .inNamespace(CLUSTER.namespace())
                .withName(cluster + "-worker-0")
                .require();
    }

    private static PersistentVolumeClaim claim(String cluster) {
        return CLUSTER.admin()
                .persistentVolumeClaims()
                .inNamespace(CLUSTER.namespace())
                .withName(cluster + "-offsets")
                .get();
    }

    private static Map<String, String> kept(String cluster) {
        return CLUSTER.admin()
                .configMaps()
                .inNamespace(CLUSTER.namespace())
                .withName(cluster + "-connectors")
                .require()
                .getData();
    }

    private static Map<String, String> states(String cluster) throws Exception {
        Map<String, ConnectorListing> listing =
                Workers.of(CLUSTER.admin(), CLUSTER.namespace(), cluster).connectors();
        return listing.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().status().connector().state()));
    }

    private String stateOf(String connector) {
        return resources.connector(connector).getStatus().getState();
    }

    private static void operators(int replicas) {
        CLUSTER.admin()
                .apps()
                .deployments()
                .inNamespace(OPERATOR)
                .withName(OPERATOR)
                .scale(replicas);
        await().atMost(RESTART)
                .until(() -> CLUSTER.admin()
                                .pods()
                                .inNamespace(OPERATOR)
                                .withLabel("app.kubernetes.io/name", OPERATOR)
                                .list()
                                .getItems()
                                .size()
                        == replicas);
    }
}

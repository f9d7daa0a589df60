package dev.kafkaconnect.e2e.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/** Standalone clusters of one namespace, each with a file on its volume whose lines a connector sends to a topic. */
public record StandaloneWorkers(LocalCluster cluster) {
    public static final String DIRECTORY = "/var/lib/kafka-connect";
    public static final Duration RESTART = Duration.ofMinutes(3);

    /** Returns when the worker is ready and its file is there, empty. */
    public void start(String name, String... more) {
        Resources resources = cluster.resources();
        resources.apply(standalone(name, more));
        resources.awaitClusterReady(name);
        run(name, "touch %s/lines.txt".formatted(DIRECTORY));
    }

    public String standalone(String name, String... more) {
        String[] lines = new String[more.length + 2];
        lines[0] = "mode: Standalone";
        lines[1] =
                "config: {value.converter: org.apache.kafka.connect.storage.StringConverter, offset.flush.interval.ms: 1000}";
        System.arraycopy(more, 0, lines, 2, more.length);
        return Yaml.cluster(name, lines);
    }

    /** The Connector that sends the lines of the file. */
    public String lines(String name) {
        return Yaml.connector(
                name + "-lines",
                name,
                "org.apache.kafka.connect.file.FileStreamSourceConnector",
                "config:",
                "  file: %s/lines.txt".formatted(DIRECTORY),
                "  topic: " + topic(name),
                "  topic.creation.default.partitions: 1",
                "  topic.creation.default.replication.factor: 3");
    }

    private String topic(String name) {
        return cluster.namespace() + "-" + name;
    }

    public void append(String name, int from, int to) {
        run(name, "for n in $(seq %d %d); do echo \"line $n\"; done >> %s/lines.txt".formatted(from, to, DIRECTORY));
    }

    public static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "line " + number)
                .toList();
    }

    /** Waits for what the topic holds; it is read from the beginning each time. */
    public void awaitSent(String name, Consumer<ListAssert<String>> assertion) {
        await().atMost(RESTART)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertion.accept(assertThat(sent(name))));
    }

    /** What the topic holds. */
    public List<String> sent(String name) {
        return cluster.kafka().read(topic(name)).values();
    }

    public String run(String name, String command) {
        return Exec.run(cluster.admin(), cluster.namespace(), name + "-worker-0", "sh", "-c", command);
    }

    /** Without a chance to say good-bye; returns when its successor is ready. */
    public void kill(String name) {
        Pod victim = pod(name);
        cluster.admin().resource(victim).withGracePeriod(0).delete();
        awaitAnother(name, victim.getMetadata().getUid());
    }

    /** Returns when a pod other than that one is ready, and the status of the cluster says so. */
    public void awaitAnother(String name, String uid) {
        await().atMost(RESTART)
                .until(
                        () -> podOrNull(name),
                        pod -> pod != null && !pod.getMetadata().getUid().equals(uid) && Readiness.isPodReady(pod));
        cluster.resources().awaitClusterReady(name);
    }

    public Pod pod(String name) {
        return worker(name).require();
    }

    @Nullable
    public Pod podOrNull(String name) {
        return worker(name).get();
    }

    private PodResource worker(String name) {
        return cluster.admin().pods().inNamespace(cluster.namespace()).withName(name + "-worker-0");
    }

    @Nullable
    public PersistentVolumeClaim claim(String name) {
        return cluster.admin()
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace())
                .withName(name + "-offsets")
                .get();
    }
}

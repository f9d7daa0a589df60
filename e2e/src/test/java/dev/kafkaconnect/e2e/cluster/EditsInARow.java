package dev.kafkaconnect.e2e.cluster;

import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Edits one connector again and again while workers come and go, and takes the time of each: from the apply until a worker
 * tells the new configuration. Asks any worker that is ready, through the loopback of its pod.
 */
final class EditsInARow implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(15);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final LocalCluster cluster;
    private final String connectCluster;
    private final String connector;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Double> seconds = new CopyOnWriteArrayList<>();
    private final Thread editor;
    private volatile boolean last;
    private LocalPortForward forward;

    private EditsInARow(LocalCluster cluster, String connectCluster, String connector) {
        this.cluster = cluster;
        this.connectCluster = connectCluster;
        this.connector = connector;
        this.editor = Thread.ofVirtual().name("edits").unstarted(this::edit);
    }

    /** @param connector an idle source */
    static EditsInARow begin(LocalCluster cluster, String connectCluster, String connector) {
        EditsInARow edits = new EditsInARow(cluster, connectCluster, connector);
        edits.editor.start();
        return edits;
    }

    private void edit() {
        rest(FIRST);
        for (int number = 0; !last; number++) {
            String file = "/tmp/never-" + number;
            long start = System.nanoTime();
            cluster.resources()
                    .apply(Yaml.idleSource(connector, connectCluster, "tasksMax: 1")
                            .replace("/tmp/never", file));
            await().pollInterval(LOOK)
                    .pollDelay(Duration.ZERO)
                    .atMost(Resources.PATIENCE)
                    .until(() -> told(file));
            seconds.add((System.nanoTime() - start) / 1e9);
            rest(REST);
        }
    }

    private void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        await().atMost(duration.plusSeconds(5)).until(() -> last || System.nanoTime() >= end);
    }

    private boolean told(String file) {
        try {
            if (forward == null || !forward.isAlive()) {
                forward = Workers.forward(cluster.admin(), cluster.namespace(), aReadyWorker());
            }
            return file.equals(Workers.through(forward, http)
                    .connectors()
                    .get(connector)
                    .info()
                    .config()
                    .get("file"));
        } catch (ConnectFault | KubernetesClientException workerWent) {
            end(forward);
            forward = null;
            return false;
        }
    }

    private String aReadyWorker() {
        return Workers.ready(cluster, connectCluster).stream()
                .map(pod -> pod.getMetadata().getName())
                .findFirst()
                .orElseThrow(() -> new KubernetesClientException("no worker is ready"));
    }

    private static void end(LocalPortForward forward) {
        try {
            if (forward != null) {
                forward.close();
            }
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }

    /** Of all edits so far, the quickest first. */
    List<Double> seconds() {
        return seconds.stream().sorted().toList();
    }

    /** Waits for the edit that is under way. */
    @Override
    public void close() throws InterruptedException {
        last = true;
        editor.join();
        end(forward);
        http.close();
    }
}

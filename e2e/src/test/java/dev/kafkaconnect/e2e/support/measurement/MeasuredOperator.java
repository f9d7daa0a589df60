package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.OperatorMain;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The operator as it is shipped, but without a lease, which a busy machine would make it lose. It runs in a process of its own, in the
 * place of the one that an {@link OperatedCluster} has in the process of the tests: what it costs can be told from what the tests cost.
 * Called by tests that measure.
 */
public final class MeasuredOperator implements AutoCloseable {
    private final TemporaryDirectory files = TemporaryDirectory.create("operator-");
    private final List<MeteredRoute> routes = new ArrayList<>();
    private final OperatedCluster cluster;
    private final JavaProcess process;

    /**
     * What was asked of the workers in some time.
     *
     * @param bytes of all answers
     */
    public record Traffic(List<String> requests, long bytes, long bytesOfPolls) {
        public long polls() {
            return requests.stream().filter(Traffic::isPoll).count();
        }

        private static boolean isPoll(String request) {
            return request.startsWith("GET /connectors?");
        }

        public List<String> others() {
            return requests.stream().filter(request -> !isPoll(request)).toList();
        }
    }

    private MeasuredOperator(OperatedCluster cluster) {
        this.cluster = cluster;
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        hosts.append(route(
                "%s-rest.%s.svc".formatted(OperatedCluster.NAME, OperatedCluster.NAMESPACE),
                new MeteredRoute(() -> cluster.workers().endpoints())));
        IntStream.range(0, cluster.workers().hosts().size())
                .forEach(ordinal -> hosts.append(route(
                        cluster.workers().hosts().get(ordinal),
                        new MeteredRoute(() -> List.of(cluster.workers().endpoint(ordinal))))));
        process = JavaProcess.start(
                "measured-operator",
                Stream.concat(
                                ShippedMemory.flags().stream(),
                                Stream.of("-Djdk.net.hosts.file=" + written("hosts", hosts.toString())))
                        .toList(),
                System.getProperty("java.class.path"),
                List.of(OperatorMain.class.getName()),
                environment(cluster.api.operatorConfig().build()));
    }

    /** Until it is closed. */
    public static MeasuredOperator instead(OperatedCluster cluster) {
        cluster.stopOperator();
        return new MeasuredOperator(cluster);
    }

    private String route(String host, MeteredRoute route) {
        routes.add(route);
        return "%s %s\n".formatted(route.address(), host);
    }

    private static Map<String, String> environment(Config access) {
        return Map.ofEntries(
                Map.entry("KUBERNETES_MASTER", access.getMasterUrl()),
                Map.entry("KUBERNETES_AUTH_TOKEN", access.getOauthToken()),
                Map.entry("KUBERNETES_CERTS_CA_FILE", access.getCaCertFile()),
                Map.entry("KUBERNETES_IMPERSONATE_USERNAME", access.getImpersonateUsername()),
                Map.entry("KUBERNETES_IMPERSONATE_GROUP", String.join(",", access.getImpersonateGroups())),
                Map.entry("KUBERNETES_AUTH_TRYKUBECONFIG", "false"),
                Map.entry("KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false"),
                Map.entry("WORKER_IMAGE", RunningOperator.DEFAULT_IMAGE),
                Map.entry("POD_NAME", "measured-operator"),
                Map.entry("HEALTH_PORT", String.valueOf(Loopback.freePort("127.0.0.1"))),
                Map.entry("METRICS_PORT", "0"));
    }

    private Path written(String name, String text) {
        try {
            return Files.writeString(files.path().resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Since this moment of {@link System#nanoTime}. */
    public Traffic trafficSince(long nanos) {
        List<MeteredRoute.Asked> asked = routes.stream()
                .flatMap(route -> route.asked().stream())
                .filter(one -> one.nanos() > nanos)
                .toList();
        return new Traffic(
                asked.stream().map(MeteredRoute.Asked::request).toList(),
                bytes(asked.stream()),
                bytes(asked.stream().filter(one -> Traffic.isPoll(one.request()))));
    }

    private static long bytes(Stream<MeteredRoute.Asked> asked) {
        return asked.mapToLong(MeteredRoute.Asked::bytes).sum();
    }

    public Duration cpu() {
        return process.cpu();
    }

    /** In MiB. */
    public long memory() {
        return process.memory();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
        routes.forEach(MeteredRoute::close);
        files.close();
        cluster.startOperator();
    }
}

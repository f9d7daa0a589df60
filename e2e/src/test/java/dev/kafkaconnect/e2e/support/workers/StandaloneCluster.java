package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

/** A ConnectCluster with a real standalone worker, beside the one with distributed workers and under the same operator. */
public final class StandaloneCluster implements AutoCloseable {
    private final OperatedCluster beside;
    private final String name;
    private final WorkerPlayer pods;
    private final HttpClient http = HttpClient.newHttpClient();
    public final StandaloneProcess worker;

    private StandaloneCluster(OperatedCluster beside, String name) {
        this.beside = beside;
        this.name = name;
        this.pods = new WorkerPlayer(beside.api, name);
        this.worker = new StandaloneProcess(
                "standalone-" + name, "%s-worker-0.%s-workers.%s.svc".formatted(name, name, OperatedCluster.NAMESPACE));
    }

    public static StandaloneCluster start(OperatedCluster beside, String name) {
        StandaloneCluster cluster = new StandaloneCluster(beside, name);
        beside.route(name, cluster.worker.endpoint());
        beside.wanted.cluster(name, """
                mode: Standalone
                rest: {tls: {mode: Disabled}}
                replicas: 1
                kafka:
                  bootstrapServers: %s
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                  offset.flush.interval.ms: 1000
                """.formatted(beside.kafka.bootstrapServers()));
        eventually().until(() -> cluster.pods.statefulSet() != null);
        cluster.worker.start(cluster.properties(), Map.of());
        cluster.pods.allBecomeReady();
        eventually().until(() -> beside.wanted.reasonOfCluster(name), "WorkersReady"::equals);
        return cluster;
    }

    private String properties() {
        return pods.statefulSet()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("kafkaconnect.dev/worker.properties");
    }

    private ConfigMap configMap(String suffix) {
        return beside.api
                .admin()
                .configMaps()
                .inNamespace(OperatedCluster.NAMESPACE)
                .withName(name + "-" + suffix)
                .get();
    }

    /** Contents of the files that a worker starts with, by name. */
    public Map<String, String> files() {
        ConfigMap files = configMap("connectors");
        return files == null || files.getData() == null ? Map.of() : files.getData();
    }

    /** @param more files that the operator has not made */
    public void startWorker(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(files());
        all.putAll(more);
        worker.start(properties(), all);
    }

    public void isReady(boolean ready) {
        pods.setReady(0, ready);
    }

    public HttpConnectApi connect() {
        return new HttpConnectApi(http, "http://" + worker.endpoint(), HttpConnectApi.Timeouts.DEFAULT);
    }

    /** What the worker itself says of a connector. */
    public String stateOf(String connector) {
        try {
            ConnectorListing listing = connect().connectors().get(connector);
            return listing == null ? "absent" : listing.status().connector().state();
        } catch (Exception silent) {
            return "silent";
        }
    }

    @Override
    public void close() {
        beside.api
                .admin()
                .resources(ConnectCluster.class)
                .inNamespace(OperatedCluster.NAMESPACE)
                .withName(name)
                .delete();
        worker.close();
        http.close();
    }
}

package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.Prometheus;
import dev.kafkaconnect.e2e.support.processes.Prometheus.Job;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.metrics.MetricsServer;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A ConnectCluster with a real worker whose metrics, and those of its operator, a real Prometheus reads, with the labels that the
 * PodMonitors of this project make. Beside it is a cluster whose workers are never reached.
 */
public final class ScrapedCluster implements AutoCloseable {
    public static final String NAME = "payments";

    /** The one that cannot be reached. Its REST API is secured. */
    public static final String SILENT = "silent";

    private static final Duration START = Duration.ofSeconds(120);

    public final UserActions wanted;
    private final ServiceClient service = new ServiceClient(() -> this.endpoints());
    private final ServiceClient nowhere = new ServiceClient(() -> List.of("127.0.0.1:1"));
    private final TemporaryDirectory values = TemporaryDirectory.create("values-");
    private final RunningOperator operator;
    private final MetricsServer metrics;
    private final RealWorkers workers;
    public final Prometheus prometheus;

    /** @param spec of the cluster, without its workers and its REST API */
    public ScrapedCluster(ApiServer api, String spec) {
        wanted = new UserActions(api);
        operator = RunningOperator.start(
                api,
                new Surroundings(
                        new InternalTopics(Duration.ofSeconds(8)),
                        access -> new AdminTopics(access, Duration.ofSeconds(8)),
                        this::connect,
                        ClusterObserver.PollIntervals.DEFAULT,
                        Clock.systemUTC()));
        metrics = new MetricsServer(0, out -> out.write(operator.metrics().getBytes(StandardCharsets.UTF_8)));
        wanted.cluster(NAME, spec + "replicas: 1\nmetrics: {enabled: true}\nrest: {tls: {mode: Disabled}}\n");
        wanted.cluster(SILENT, spec + "replicas: 1\n");
        WorkerPlayer pods = new WorkerPlayer(api, NAME);
        within(START).until(() -> pods.statefulSet() != null);
        String host = "%s-worker-0.%s-workers.%s.svc".formatted(NAME, NAME, api.namespace());
        workers = new RealWorkers(NAME, properties(pods), List.of(host));
        int port = Loopback.freePort("127.0.0.1");
        workers.serveMetrics(port);
        workers.start();
        pods.allBecomeReady();
        new WorkerPlayer(api, SILENT).allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster(NAME), "WorkersReady"::equals);
        prometheus = new Prometheus(List.of(
                new Job(
                        "monitoring/kafka-connect-operator",
                        "127.0.0.1:" + metrics.port(),
                        Map.of("namespace", "kafka-connect-operator", "pod", "kafka-connect-operator-0"),
                        true),
                new Job(
                        "monitoring/kafka-connect-workers",
                        workers.addresses().get(host) + ":" + port,
                        Map.of("namespace", api.namespace(), "pod", NAME + "-worker-0", "cluster", NAME),
                        false)));
    }

    private ConnectApi connect(RestEndpoint endpoint) {
        boolean reached = endpoint.url().contains("//" + NAME + "-");
        return new HttpConnectApi(reached ? service : nowhere, endpoint.url(), Timeouts.DEFAULT);
    }

    private List<String> endpoints() {
        return workers == null ? List.of("127.0.0.1:1") : workers.endpoints();
    }

    /** No connector here has values, but the directory must exist. */
    private String properties(WorkerPlayer pods) {
        return pods.statefulSet()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("kafkaconnect.dev/worker.properties")
                .replaceAll(
                        "config.providers.values.class=.*",
                        "config.providers.values.class=dev.kafkaconnect.e2e.sequence.FakeKubeletProvider\nconfig.providers.values.param.played.by="
                                + values.path());
    }

    @Override
    public void close() {
        prometheus.close();
        metrics.close();
        operator.close();
        workers.close();
        service.close();
        nowhere.close();
        values.close();
    }
}

package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.values.ValuesMount;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ConnectCluster with two real workers that run with the properties the operator made for them. Real are the operator, the
 * API server, Kafka and the workers; what starts pods and routes to them is played. One for all test classes of a run.
 * Registered as a static field.
 */
public final class OperatedCluster implements BeforeAllCallback, AfterEachCallback {
    public static final String NAME = "example";
    public static final int WORKERS = 2;

    public static final String NAMESPACE = "connect";

    /** Workers delete a hundred connectors one after the other. */
    private static final Duration TIDYING_UP = Duration.ofMinutes(4);

    public final LocalKafka kafka = new LocalKafka();
    public final ApiServer api = ApiServer.withNamespace(NAMESPACE);
    public final UserActions wanted = new UserActions(api);
    public final WorkerPlayer pods = new WorkerPlayer(api, NAME);
    private final HttpClient http = HttpClient.newHttpClient();
    private Shared shared;

    private static final ClusterObserver.PollIntervals PACE = new ClusterObserver.PollIntervals(
            ClusterObserver.PollIntervals.DEFAULT.active(),
            ClusterObserver.PollIntervals.DEFAULT.idle(),
            Duration.ofSeconds(3));

    private static final class Shared implements AutoCloseable {
        private final FaultyProxy proxy = new FaultyProxy(() -> this.workers.endpoints());
        private final ServiceClient service = new ServiceClient(() -> through(this.workers.endpoints()));
        private final Map<String, ServiceClient> others = new ConcurrentHashMap<>();
        private RealWorkers workers;
        private MountedValues values;
        private RunningOperator operator;

        private List<String> through(List<String> endpoints) {
            return proxy.isInTheWay() ? List.of(proxy.endpoint()) : endpoints;
        }

        /** A worker by its own name. What stands in the way of all does so here, too. */
        void reach(int ordinal) {
            String name = "http://%s:%d".formatted(workers.hosts().get(ordinal), RealWorkers.PORT);
            others.put(name, service.beside(() -> through(List.of(workers.endpoint(ordinal)))));
        }

        @Override
        public void close() {
            if (operator != null) {
                operator.close();
            }
            if (workers != null) {
                workers.close();
            }
            if (values != null) {
                values.close();
            }
            service.close();
            proxy.close();
            others.values().forEach(ServiceClient::close);
        }

        ConnectApi connect(RestEndpoint endpoint, Timeouts timeouts) {
            String url = endpoint.url();
            return new HttpConnectApi(others.getOrDefault(url, service), url, timeouts);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka.beforeAll(context);
        api.beforeAll(context);
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(OperatedCluster.class))
                .computeIfAbsent(Shared.class, key -> startOrCleanUp(), Shared.class);
    }

    /** The next class may try again. */
    private Shared startOrCleanUp() {
        Shared starting = new Shared();
        try {
            start(starting);
            return starting;
        } catch (RuntimeException failed) {
            starting.close();
            wanted.deleteCluster(NAME);
            throw failed;
        }
    }

    private void start(Shared starting) {
        starting.operator = startOperator(starting, PACE, Timeouts.DEFAULT, api -> api);
        wanted.cluster(NAME, """
                kafka:
                  bootstrapServers: %s
                replicas: %d
                rest: {tls: {mode: Disabled}}
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                  offset.flush.interval.ms: 2000
                """.formatted(kafka.bootstrapServers(), WORKERS));
        StatefulSet workers = within(Duration.ofSeconds(60)).until(pods::statefulSet, found -> found != null);
        starting.values = new MountedValues(api.admin(), NAMESPACE, ValuesMount.secretsOf(NAME));
        starting.workers = new RealWorkers(
                "worker",
                workers.getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("kafkaconnect.dev/worker.properties")
                        .replaceAll(
                                "config.providers.values.class=.*",
                                "config.providers.values.class=dev.kafkaconnect.e2e.sequence.FakeKubeletProvider\nconfig.providers.values.param.played.by="
                                        + starting.values.path()),
                IntStream.range(0, WORKERS)
                        .mapToObj(ordinal -> "%s-worker-%d.%s-workers.%s.svc".formatted(NAME, ordinal, NAME, NAMESPACE))
                        .toList());
        IntStream.range(0, WORKERS).forEach(starting::reach);
        starting.workers.start();
        pods.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster(NAME), "WorkersReady"::equals);
    }

    private RunningOperator startOperator(
            Shared surroundings,
            ClusterObserver.PollIntervals pace,
            Timeouts timeouts,
            UnaryOperator<ConnectApi> around) {
        return RunningOperator.start(
                api,
                new Surroundings(
                        new InternalTopics(Duration.ofSeconds(8)),
                        access -> new AdminTopics(access, Duration.ofSeconds(8)),
                        endpoint -> around.apply(surroundings.connect(endpoint, timeouts)),
                        pace,
                        Clock.systemUTC()));
    }

    public void restartOperator() {
        restartOperator(Timeouts.DEFAULT, api -> api);
    }

    /** @param around makes of the REST API what this operator is to use */
    public void restartOperator(Timeouts timeouts, UnaryOperator<ConnectApi> around) {
        stopOperator();
        shared.operator = startOperator(shared, PACE, timeouts, around);
    }

    /** @param slow time between two looks at the workers when all is calm */
    public void restartOperator(Duration slow) {
        stopOperator();
        shared.operator = startOperator(
                shared,
                new ClusterObserver.PollIntervals(PACE.active(), slow, PACE.kafka()),
                Timeouts.DEFAULT,
                api -> api);
    }

    public void stopOperator() {
        shared.operator.close();
    }

    public void startOperator() {
        shared.operator = startOperator(shared, PACE, Timeouts.DEFAULT, api -> api);
    }

    /** What the operator asks of another cluster in the same namespace goes there. */
    void route(String cluster, String endpoint) {
        shared.others.put(
                "http://%s-rest.%s.svc:8083".formatted(cluster, NAMESPACE), new ServiceClient(() -> List.of(endpoint)));
    }

    /** What stands between the operator and the workers, while it is told to spoil something. */
    public FaultyProxy proxy() {
        return shared.proxy;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        shared.proxy.heal();
        api.admin().resources(Connector.class).inNamespace(NAMESPACE).delete();
        within(TIDYING_UP)
                .until(() -> api.admin()
                        .resources(Connector.class)
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty());
        // The leader can delete even what the others cannot pass on to it.
        within(TIDYING_UP)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    for (String endpoint : workers().endpoints()) {
                        ConnectApi worker = connect(endpoint);
                        for (String left : worker.connectors().keySet()) {
                            deleteIfPossible(worker, left);
                        }
                    }
                    return connect().connectors().isEmpty();
                });
    }

    private static void deleteIfPossible(ConnectApi worker, String connector) {
        try {
            worker.delete(connector);
        } catch (ConnectFault wrongWorker) {
            // Another one is asked next.
        }
    }

    /** A connector that runs and has nothing to do. */
    public void idleConnector(String name) {
        wanted.connector(name, """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: /dev/null, topic: lines}
                """.formatted(NAME));
    }

    /** The REST API of one worker. */
    public ConnectApi connect(int ordinal) {
        return RetryingConnectApi.by(connect(workers().endpoint(ordinal)));
    }

    /** The REST API of the workers, for what a test does behind the operator's back. */
    public ConnectApi connect() {
        return RetryingConnectApi.by(connectOnce());
    }

    /** The same, where it matters what the workers put off. */
    public ConnectApi connectOnce() {
        return connect(workers().endpoints().getFirst());
    }

    private ConnectApi connect(String endpoint) {
        return new HttpConnectApi(http, "http://" + endpoint, Timeouts.DEFAULT);
    }

    public boolean has(String connector) throws ConnectFault {
        return connect().connectors().containsKey(connector);
    }

    /** What the workers answer to a GET, word for word. */
    public String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + workers().endpoints().getFirst() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** Whether the Connector is ready with its latest spec. */
    public boolean isReady(String connector) {
        Condition ready = wanted.ofConnector(connector, "Ready");
        return ready != null
                && ready.getStatus().equals("True")
                && ready.getObservedGeneration()
                        .equals(wanted.connector(connector).getMetadata().getGeneration());
    }

    /** The offsets of a connector as its owner asks for them: YAML that can be declared. */
    public String listedOffsets(String connector, String request) {
        wanted.annotateConnector(connector, "kafkaconnect.dev/list-offsets", request);
        eventually()
                .untilAsserted(() -> assertThat(
                                wanted.connector(connector).getStatus().getListedOffsets())
                        .isNotNull()
                        .satisfies(listing -> {
                            assertThat(listing.getRequest()).isEqualTo(request);
                            assertThat(listing.getResult())
                                    .as(listing.getMessage())
                                    .isEqualTo("Done");
                        }));
        return api.admin()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(connector + "-offsets")
                .require()
                .getData()
                .get("offsets.json");
    }

    /** Directory that plays the mount of the connectors' values. */
    public Path values() {
        return shared.values.path();
    }

    public RealWorkers workers() {
        return shared.workers;
    }

    /** What the operator has asked of the workers so far. */
    public List<String> requests() {
        return shared.service.requests();
    }

    /** What the operator has written to Kubernetes after so many requests. */
    public List<String> writesAfter(int count) {
        return shared.operator.writes().after(count);
    }

    public int writes() {
        return shared.operator.writes().count();
    }

    public long count(String request) {
        return requests().stream().filter(request::equals).count();
    }
}

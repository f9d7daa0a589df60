package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;

import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An operator for each test, whose Kafka and whose workers live in memory. Registered as an instance field. */
final class OperatorBench implements BeforeEachCallback, AfterEachCallback {
    /** The Kafka of the clusters that {@link Wanted} makes. */
    static final String KAFKA = "kafka:9092";

    private static final Duration TOPICS_ARE_OLD = Duration.ofSeconds(61);

    private final ApiServer api;
    private final Map<String, FakeConnect> workers = new ConcurrentHashMap<>();
    final MovableClock clock = new MovableClock();
    final FakeTopics topics = new FakeTopics();
    final MountPlayer mount;
    final FakeKafka kafka = new FakeKafka();
    private RunningOperator operator;

    OperatorBench(ApiServer api) {
        this.api = api;
        this.mount = new MountPlayer(api);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    Surroundings surroundings() {
        return new Surroundings(
                topics,
                access -> kafka,
                this::connect,
                new ClusterObserver.Pace(Duration.ofMillis(50), Duration.ofMillis(100)),
                clock);
    }

    void start() {
        operator = RunningOperator.start(api, surroundings());
    }

    void stop() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    void restart() {
        stop();
        start();
    }

    WriteLog writes() {
        return operator.writes();
    }

    boolean isHealthy() {
        return operator.isHealthy();
    }

    /** The API of a single worker is that of its cluster: all of them see the same. */
    private FakeConnect connect(String url) {
        String[] host = URI.create(url).getHost().split("\\.");
        String cluster = host[0].endsWith("-rest")
                ? host[0].substring(0, host[0].length() - "-rest".length())
                : host[1].substring(0, host[1].length() - "-workers".length());
        String namespace = host[host.length - 2];
        return workers.computeIfAbsent(
                restUrl(cluster, namespace),
                restUrl -> new FakeConnect(restUrl, () -> mount.files(cluster, namespace)));
    }

    private static String restUrl(String cluster, String namespace) {
        return "http://%s-rest.%s.svc:8083".formatted(cluster, namespace);
    }

    /** The workers of a cluster in the namespace of the test. */
    FakeConnect workersOf(String cluster) {
        return connect(restUrl(cluster, api.namespace()));
    }

    /** Makes the operator look at a cluster until two whole passes are over, by events of its first pod. */
    void passTwice(WorkerPlayer workers) {
        for (int pass = 0; pass < 3; pass++) {
            int before = topics.looks(KAFKA);
            clock.advance(TOPICS_ARE_OLD);
            workers.touchFirstPod("pass-" + pass);
            eventually().until(() -> topics.looks(KAFKA) > before);
        }
    }
}

package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;

import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.RestEndpoint;
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

    private static final Duration QUICK = Duration.ofMillis(50);

    private final ApiServer api;
    private final ClusterObserver.Pace pace;
    private final Map<String, FakeConnect> workers = new ConcurrentHashMap<>();
    final MovableClock clock = new MovableClock();
    final FakeTopics topics = new FakeTopics();
    final MountPlayer mount;
    final FakeKafka kafka = new FakeKafka();
    private RunningOperator operator;

    OperatorBench(ApiServer api) {
        this(api, Duration.ofMillis(100));
    }

    /** @param slow how often the workers are looked at when all is calm */
    OperatorBench(ApiServer api, Duration slow) {
        this.api = api;
        this.pace = new ClusterObserver.Pace(QUICK, slow);
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
        return new Surroundings(topics, access -> kafka, this::connect, pace, clock);
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

    /** Whatever the scheme, and whether the Service is asked or one of the pods: all of them see the same. */
    private FakeConnect connect(RestEndpoint endpoint) {
        String[] host = URI.create(endpoint.url()).getHost().split("\\.");
        return host[0].endsWith("-rest") ? workers(host[0], "-rest", host[1]) : workers(host[1], "-workers", host[2]);
    }

    private FakeConnect workers(String service, String suffix, String namespace) {
        String cluster = service.substring(0, service.length() - suffix.length());
        return workers.computeIfAbsent(
                cluster + "." + namespace,
                key -> new FakeConnect(cluster, namespace, () -> mount.files(cluster, namespace)));
    }

    /** The workers of a cluster in the namespace of the test. */
    FakeConnect workersOf(String cluster) {
        return workers(cluster, "", api.namespace());
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

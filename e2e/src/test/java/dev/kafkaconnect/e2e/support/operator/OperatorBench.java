package dev.kafkaconnect.e2e.support.operator;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.e2e.support.fakes.FakeConnect;
import dev.kafkaconnect.e2e.support.fakes.FakeKafka;
import dev.kafkaconnect.e2e.support.fakes.FakeKubeletMount;
import dev.kafkaconnect.e2e.support.fakes.FakeTopics;
import dev.kafkaconnect.e2e.support.fakes.PlayedWorkers;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.admission.Webhook;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An operator for each test, whose Kafka and whose workers live in memory. Registered as an instance field. */
public final class OperatorBench implements BeforeEachCallback, AfterEachCallback {
    /** The Kafka of the clusters that {@link UserActions} makes. */
    public static final String KAFKA = "kafka:9092";

    /** After so long the internal topics are looked at again. */
    public static final Duration TOPICS_ARE_OLD = Duration.ofSeconds(61);

    private static final Duration QUICK = Duration.ofMillis(50);

    private final ApiServer api;
    private final ClusterObserver.PollIntervals pace;
    private final PlayedWorkers workers;
    public final MovableClock clock = new MovableClock();
    public final FakeTopics topics = new FakeTopics();
    public final FakeKubeletMount mount;
    public final FakeKafka kafka;
    private RunningOperator operator;

    public OperatorBench(ApiServer api) {
        this(api, Duration.ofMillis(100));
    }

    /** @param slow how often the workers are looked at when all is calm */
    public OperatorBench(ApiServer api, Duration slow) {
        this(api, new ClusterObserver.PollIntervals(QUICK, slow));
    }

    /** @param pace how often the workers are looked at */
    public OperatorBench(ApiServer api, ClusterObserver.PollIntervals pace) {
        this.api = api;
        this.pace = pace;
        this.mount = new FakeKubeletMount(api);
        this.workers = new PlayedWorkers(mount::files);
        this.kafka = new FakeKafka(workers::beginWith);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    public Surroundings surroundings() {
        return new Surroundings(topics, kafka::client, workers::at, pace, clock);
    }

    public void start() {
        operator = RunningOperator.start(api, surroundings());
    }

    public void stop() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    public void restart() {
        stop();
        start();
    }

    /** The webhook of the operator that runs now. */
    public Webhook webhook(String configuration) {
        return operator.webhook(configuration);
    }

    public WriteLog writes() {
        return operator.writes();
    }

    /** What Prometheus would read now. */
    public String metrics() {
        return operator.metrics();
    }

    /** Of how many Connectors the operator that runs now has heard from the workers, and made a pass over each. */
    public long observed() {
        List<String> metrics = metrics().lines().toList();
        double passes = metrics.stream()
                .filter(line -> line.startsWith("reconciliations_success_total{controller_name=\"connector\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        long heardOf = metrics.stream()
                .filter(line -> line.startsWith("kafkaconnect_connector_last_seen_timestamp_seconds{"))
                .count();
        return Math.min((long) passes, heardOf);
    }

    public boolean isHealthy() {
        return operator.isHealthy();
    }

    /** The workers of a cluster in the namespace of the test. */
    public FakeConnect workersOf(String cluster) {
        return workers.of(cluster, api.namespace());
    }

    /**
     * Returns when nothing is left to write: events are written after the status that they tell of.
     *
     * @return how much was written so far
     */
    public int settle(WorkerPlayer workers) {
        passTwice(workers);
        return writes().count();
    }

    /** Makes the operator look at a cluster until two whole passes are over, by events of its first pod. */
    public void passTwice(WorkerPlayer workers) {
        for (int pass = 0; pass < 3; pass++) {
            int before = topics.looks(KAFKA);
            clock.advance(TOPICS_ARE_OLD);
            workers.touchFirstPod("pass-" + pass);
            eventually().until(() -> topics.looks(KAFKA) > before);
        }
    }
}

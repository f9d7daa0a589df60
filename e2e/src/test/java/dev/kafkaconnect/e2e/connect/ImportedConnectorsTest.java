package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.workers.HandMadeWorkers;
import dev.kafkaconnect.e2e.support.workers.ImportedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers that no operator has started, what connector-import makes of them, and the operator that gets it. As long as they run, it
 * leaves them alone; then its own workers continue, and it has nothing to tell them.
 */
@Tag("connect")
@Tag("own-workers")
class ImportedConnectorsTest {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final String RUNS = "numbers";
    private static final String PAUSED = "lines";
    private static final List<String> STARTS = List.of("Creating connector ", "Creating task ", "Restarting ");

    /** What a worker logs that starts something again, or starts it in another way. */
    private static final List<String> CHANGES =
            List.of("Handling connector-only config update", "Handling task config update", "Restarting ");

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    @TempDir
    Path directory;

    private final String group = UniqueName.of("moved");
    private final String topic = "topic-of-" + group;

    /** What connector-import reads. */
    enum Source {
        REST,
        STRIMZI
    }

    @ParameterizedTest
    @EnumSource
    void what_runs_is_adopted_without_a_restart_or_a_request_that_writes(Source source) throws Exception {
        SequenceSpecs.topic(KAFKA.admin(), topic, 1);
        try (HandMadeWorkers workers = new HandMadeWorkers(group, properties(), hosts())) {
            workers.start();
            run(workers.connect(0));
            long writes = workers.writingRequests();
            List<Long> starts = starts(workers);
            long told = toldToTheGroup();

            try (ImportedCluster cluster = ImportedCluster.of(API, imported(source, workers), hosts().subList(0, 1))) {
                cluster.clusterBecomes("GroupIdConflict");
                assertThat(workers.writingRequests()).isEqualTo(writes);
                assertThat(starts(workers)).isEqualTo(starts);

                workers.stop();
                cluster.startItsWorkers();
                cluster.becomes(RUNS, "Running");
                cluster.becomes(PAUSED, "Paused");
                int before = sequences().records();
                within(LONG).until(() -> sequences().records() > before + 10);

                assertThat(cluster.requestsThatWrite()).isEmpty();
                assertThat(HandMadeWorkers.WRITING)
                        .allSatisfy(request ->
                                assertThat(cluster.linesWith(request)).isZero());
                assertThat(toldToTheGroup()).isEqualTo(told);
                assertThat(CHANGES)
                        .allSatisfy(
                                change -> assertThat(cluster.linesWith(change)).isZero());
                assertThat(sequences().missing()).isZero();
                assertThat(sequences().repeated()).isZero();
            }
        }
    }

    private List<String> hosts() {
        return IntStream.range(0, 2)
                .mapToObj(ordinal -> "%s-worker-%d.%s-workers.%s.svc".formatted(group, ordinal, group, API.namespace()))
                .toList();
    }

    private String properties() {
        return """
                bootstrap.servers=%s
                group.id=%s
                config.storage.topic=%s-configs
                offset.storage.topic=%s-offsets
                status.storage.topic=%s-status
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.storage.StringConverter
                offset.flush.interval.ms=1000
                """.formatted(KAFKA.bootstrapServers(), group, group, group, group);
    }

    private Map<String, String> config(String connector) {
        return connector.equals(RUNS)
                ? Map.of(
                        "connector.class",
                        "dev.kafkaconnect.e2e.sequence.SequenceSource",
                        "tasks.max",
                        "2",
                        "topic",
                        topic,
                        "sequences",
                        "2",
                        "rate",
                        "5")
                : Map.of(
                        "connector.class",
                        "org.apache.kafka.connect.file.FileStreamSourceConnector",
                        "tasks.max",
                        "1",
                        "file",
                        "/dev/null",
                        "topic",
                        "lines");
    }

    private void run(ConnectApi workers) {
        Map.of(RUNS, InitialState.RUNNING, PAUSED, InitialState.PAUSED)
                .forEach((connector, state) -> within(LONG)
                        .ignoreExceptions()
                        .until(() -> workers.connectors().containsKey(connector) || create(workers, connector, state)));
        within(LONG).until(() -> sequences().records() > 5);
        within(LONG)
                .until(
                        () -> workers.connectors()
                                .get(PAUSED)
                                .status()
                                .connector()
                                .state(),
                        "PAUSED"::equals);
    }

    private boolean create(ConnectApi workers, String connector, InitialState state) throws Exception {
        Map<String, String> named = new HashMap<>(config(connector));
        named.put("name", connector);
        workers.create(connector, ConnectorConfig.of(named), state);
        return true;
    }

    private Sequences sequences() {
        return new RecordReader(KAFKA.bootstrapServers(), topic).sequences();
    }

    /** Of connectors and tasks. */
    private static List<Long> starts(HandMadeWorkers workers) {
        return STARTS.stream().map(workers::linesWith).toList();
    }

    /** Whatever changes a connector is a record about it. */
    private long toldToTheGroup() {
        return new RecordReader(KAFKA.bootstrapServers(), group + "-configs")
                .keys().stream()
                        .filter(key -> key.startsWith("connector-")
                                || key.startsWith("target-state-")
                                || key.startsWith("restart-connector-"))
                        .count();
    }

    /** The arguments of connector-import. */
    private List<String> imported(Source source, HandMadeWorkers workers) throws Exception {
        List<String> arguments = switch (source) {
            case REST ->
                List.of(
                        "--url",
                        "http://" + workers.endpoints().getFirst(),
                        "--worker-properties",
                        workers.propertiesFile().toString());
            case STRIMZI ->
                List.of(Files.writeString(directory.resolve("strimzi.yaml"), strimzi())
                        .toString());
        };
        return IntStream.range(0, arguments.size() + 4)
                .mapToObj(i -> i < arguments.size()
                        ? arguments.get(i)
                        : List.of("--cluster", group, "--namespace", API.namespace())
                                .get(i - arguments.size()))
                .toList();
    }

    private String strimzi() {
        StringBuilder text =
                new StringBuilder("""
                apiVersion: kafka.strimzi.io/v1
                kind: KafkaConnect
                metadata: {name: %s, namespace: elsewhere, annotations: {strimzi.io/use-connector-resources: "true"}}
                spec:
                  version: 4.2.0
                  replicas: 2
                  bootstrapServers: %s
                  groupId: %s
                  configStorageTopic: %s-configs
                  offsetStorageTopic: %s-offsets
                  statusStorageTopic: %s-status
                  config:
                    key.converter: org.apache.kafka.connect.storage.StringConverter
                    value.converter: org.apache.kafka.connect.storage.StringConverter
                    offset.flush.interval.ms: 1000
                """.formatted(group, KAFKA.bootstrapServers(), group, group, group, group));
        for (String connector : List.of(RUNS, PAUSED)) {
            Map<String, String> config = new HashMap<>(config(connector));
            text.append("""
                    ---
                    apiVersion: kafka.strimzi.io/v1
                    kind: KafkaConnector
                    metadata: {name: %s, namespace: elsewhere, labels: {strimzi.io/cluster: %s}}
                    spec:
                      class: %s
                      tasksMax: %s
                      state: %s
                      config:
                    """.formatted(
                            connector,
                            group,
                            config.remove("connector.class"),
                            config.remove("tasks.max"),
                            connector.equals(RUNS) ? "running" : "paused"));
            config.forEach((key, value) -> text.append("    %s: \"%s\"\n".formatted(key, value)));
        }
        return text.toString();
    }
}

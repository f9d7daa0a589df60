package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.e2e.support.workers.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone worker: what it comes back with, and what becomes of the offsets in its file. */
@Tag("connect")
class StandaloneWorkerTest {
    private static final Duration START = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector =
            new ConnectorScenario(CLUSTER, "files").withTopic(1).within(START);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;
    private StandaloneCluster files;
    private Path input;

    @BeforeEach
    void a_standalone_worker_and_a_file() throws Exception {
        files = StandaloneCluster.start(CLUSTER, name);
        input = TestFiles.with(directory, "lines.txt", "");
    }

    @AfterEach
    void close() {
        files.close();
    }

    private String source(String cluster, String more) {
        return """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: %s, topic: %s}
                %s
                """.formatted(cluster, input, topic, more);
    }

    private void isKept(String connector, String text) {
        eventually().until(() -> files.files().getOrDefault(connector + ".json", ""), kept -> kept.contains(text));
    }

    @Test
    void a_worker_that_restarts_while_the_operator_is_away_comes_back_with_all_that_is_good() throws Exception {
        wanted.connector("runs", source(name, ""));
        wanted.connector("rests", source(name, "state: Paused"));
        wanted.connector("stands", source(name, "state: Stopped"));
        wanted.connector("goes", source(name, ""));
        wanted.connector("changes", source(name, ""));
        connector.other("runs").becomes("Running");
        connector.other("rests").becomes("Paused");
        connector.other("stands").becomes("Stopped");
        connector.other("goes").becomes("Running");
        connector.other("changes").becomes("Running");
        wanted.deleteConnector("goes");
        wanted.changeConnector("changes", "config: {batch.size: 7}");
        eventually().until(() -> wanted.connector("goes") == null);
        isKept("runs", "RUNNING");
        isKept("rests", "PAUSED");
        isKept("stands", "STOPPED");
        isKept("changes", "\"batch.size\" : \"7\"");
        CLUSTER.stopOperator();
        try {
            files.worker.kill();
            files.startWorker(Map.of(
                    "a-broken.json", "{",
                    "b-nameless.json", "{\"config\": {}}",
                    "c-missing.json", "{\"name\": \"c-missing\", \"config\": {\"connector.class\": \"no.such.Class\"}}",
                    "d-refused.json",
                            "{\"name\": \"d-refused\", \"config\": {\"connector.class\": \"FileStreamSource\"}}"));

            assertThat(files.connect().connectors()).containsOnlyKeys("runs", "rests", "stands", "changes");
            eventually().until(() -> files.stateOf("runs"), "RUNNING"::equals);
            eventually().until(() -> files.stateOf("rests"), "PAUSED"::equals);
            eventually().until(() -> files.stateOf("stands"), "STOPPED"::equals);
            assertThat(files.connect().connectors().get("changes").info().config())
                    .containsEntry("batch.size", "7");
        } finally {
            CLUSTER.startOperator();
        }
        connector.other("runs").becomes("Running");
        connector.other("rests").becomes("Paused");
        connector.other("stands").becomes("Stopped");
    }

    @Test
    void what_the_files_lag_behind_is_put_right_after_a_restart() throws Exception {
        wanted.connector("stale", source(name, ""));
        connector.other("stale").becomes("Running");
        isKept("stale", "RUNNING");
        Map<String, String> before = files.files();
        wanted.changeConnector("stale", "config: {batch.size: 7}");
        wanted.changeConnector("stale", "state: Paused");
        connector.other("stale").becomes("Paused");

        files.worker.stop();
        files.startWorker(before);

        within(START).until(() -> files.stateOf("stale"), "PAUSED"::equals);
        within(START)
                .until(() -> "7"
                        .equals(files.connect()
                                .connectors()
                                .get("stale")
                                .info()
                                .config()
                                .get("batch.size")));
    }

    @Test
    void no_line_is_lost_or_repeated_over_a_clean_restart() throws Exception {
        append(1, 100);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).isEqualTo(lines(1, 100)));
        isKept("lines", "RUNNING");

        files.isReady(false);
        files.worker.stop();
        append(101, 150);
        files.startWorker(Map.of());
        files.isReady(true);

        connector.other("lines").becomes("Running");
        within(START).untilAsserted(() -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(150));
        assertThat(sent()).isEqualTo(lines(1, 150));
    }

    @Test
    void no_line_is_lost_when_the_worker_is_killed() throws Exception {
        append(1, 100);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).hasSize(100));
        isKept("lines", "RUNNING");
        eventually().until(() -> Files.exists(files.worker.offsets()));

        files.worker.kill();
        append(101, 150);
        files.startWorker(Map.of());

        within(START).untilAsserted(() -> assertThat(sent()).containsAll(lines(1, 150)));
        Figures.add(Figure.count("lines repeated after a standalone worker is killed", sent().size() - 150, "lines")
                .beside("150 lines"));
    }

    @Test
    void a_connector_that_hangs_while_it_generates_the_configurations_of_its_tasks_holds_up_no_other() {
        Path control = directory.resolve("control");
        SequenceSpecs.tell(control, "task-configs=hang\n");
        wanted.connector("hangs", """
                clusterRef: {name: %s}
                class: dev.kafkaconnect.e2e.sequence.SequenceSource
                config: {topic: %s, rate: 1, hang.limit.ms: 600000, control.file: %s}
                """.formatted(name, topic, control));
        SequenceSpecs.whoHangs(control, "task-configs");

        wanted.connector("lines", source(name, ""));

        connector.other("lines").becomes("Running");
        SequenceSpecs.tell(control, "");
        connector.other("hangs").becomes("Running");
    }

    @Test
    void offsets_are_set_and_reset_as_on_distributed_workers() throws Exception {
        append(1, 10);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).hasSize(10));

        wanted.changeConnector("lines", "offsets: {id: again, reset: true}");

        within(START).untilAsserted(() -> assertThat(sent()).hasSize(20));
        connector.other("lines").becomes("Running");
        assertThat(wanted.connector("lines").getStatus().getOffsets().getId()).isEqualTo("again");
    }

    /** The path of docs/how-to/switch-modes.md: stop, read the offsets, declare them on the other cluster. */
    @Test
    void a_connector_moves_to_distributed_workers_and_back_with_its_offsets() throws Exception {
        append(1, 100);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).hasSize(100));
        wanted.changeConnector("lines", "state: Stopped");
        connector.other("lines").becomes("Stopped");
        String first = CLUSTER.listedOffsets("lines", "first");
        append(101, 150);

        wanted.connector("moved", source(OperatedCluster.NAME, declared("move", first)));
        within(START).untilAsserted(() -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(150));
        assertThat(sent()).isEqualTo(lines(1, 150));

        wanted.changeConnector("moved", "state: Stopped");
        connector.other("moved").becomes("Stopped");
        String second = CLUSTER.listedOffsets("moved", "second");
        append(151, 200);
        wanted.changeConnector("lines", "state: Running\n" + declared("back", second));
        within(START).untilAsserted(() -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(200));
        assertThat(sent()).isEqualTo(lines(1, 200));
    }

    /** JSON is YAML too. */
    private static String declared(String id, String offsets) {
        return "offsets: {id: %s, set: %s}".formatted(id, offsets);
    }

    private void append(int from, int to) throws Exception {
        Files.write(input, lines(from, to), StandardOpenOption.APPEND);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "line " + number)
                .collect(Collectors.toList());
    }

    private List<String> sent() {
        return new RecordReader(CLUSTER.kafka.bootstrapServers(), topic).values();
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;
import static dev.kafkaconnect.e2e.apiserver.Patience.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.apiserver.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone worker: what it comes back with, and what becomes of the offsets in its file. */
@Tag("connect")
class StandaloneWorkerTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration START = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @TempDir
    Path directory;

    private final Wanted wanted = CLUSTER.wanted;
    private final String name = "files-" + NUMBER.incrementAndGet();
    private final String topic = "topic-of-" + name;
    private StandaloneCluster files;
    private Path input;

    @BeforeEach
    void a_standalone_worker_and_a_file() throws Exception {
        files = StandaloneCluster.start(CLUSTER, name);
        input = TestFiles.with(directory, "lines.txt", "");
        CLUSTER.kafka
                .admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 3)))
                .all()
                .get();
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

    private void becomes(String connector, String reason) {
        within(START).until(() -> wanted.reasonOfConnector(connector), reason::equals);
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
        becomes("runs", "Running");
        becomes("rests", "Paused");
        becomes("stands", "Stopped");
        becomes("goes", "Running");
        becomes("changes", "Running");
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
        becomes("runs", "Running");
        becomes("rests", "Paused");
        becomes("stands", "Stopped");
    }

    @Test
    void what_the_files_lag_behind_is_put_right_after_a_restart() throws Exception {
        wanted.connector("stale", source(name, ""));
        becomes("stale", "Running");
        isKept("stale", "RUNNING");
        Map<String, String> before = files.files();
        wanted.changeConnector("stale", "config: {batch.size: 7}");
        wanted.changeConnector("stale", "state: Paused");
        becomes("stale", "Paused");

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

        becomes("lines", "Running");
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
        System.out.printf("figure: %d of 150 lines were repeated after a kill%n", sent().size() - 150);
    }

    @Test
    void offsets_are_set_and_reset_as_on_distributed_workers() throws Exception {
        append(1, 10);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).hasSize(10));

        wanted.changeConnector("lines", "offsets: {id: again, reset: true}");

        within(START).untilAsserted(() -> assertThat(sent()).hasSize(20));
        becomes("lines", "Running");
        assertThat(wanted.connector("lines").getStatus().getOffsets().getId()).isEqualTo("again");
    }

    /** The path of docs/standalone.md: stop, read the offsets, declare them on the other cluster. */
    @Test
    void a_connector_moves_to_distributed_workers_and_back_with_its_offsets() throws Exception {
        append(1, 100);
        wanted.connector("lines", source(name, ""));
        within(START).untilAsserted(() -> assertThat(sent()).hasSize(100));
        wanted.changeConnector("lines", "state: Stopped");
        becomes("lines", "Stopped");
        String first = CLUSTER.listedOffsets("lines", "first");
        append(101, 150);

        wanted.connector("moved", source(OperatedCluster.NAME, declared("move", first)));
        within(START).untilAsserted(() -> assertThat(sent()).hasSizeGreaterThanOrEqualTo(150));
        assertThat(sent()).isEqualTo(lines(1, 150));

        wanted.changeConnector("moved", "state: Stopped");
        becomes("moved", "Stopped");
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
        return new TopicReader(CLUSTER.kafka.bootstrapServers(), topic).values();
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connectors that may have more tasks than they can use, on real workers and brokers. */
@Tag("connect")
class ParallelismTest {
    /** Numbers are judged after half a minute. */
    private static final Duration JUDGED = Duration.ofSeconds(90);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "parallel").withTopic(2);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    @BeforeEach
    void a_file() throws Exception {
        TestFiles.with(directory, "lines.txt", "one\n");
    }

    private void runs(String connectorClass, String config, int tasksMax) {
        wanted.connector(
                name,
                "clusterRef: {name: %s}\nclass: %s\ntasksMax: %d\nconfig: {%s}\n"
                        .formatted(OperatedCluster.NAME, connectorClass, tasksMax, config));
        eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals);
    }

    private void adviceBecomes(String... sentences) {
        within(JUDGED).untilAsserted(() -> {
            List<String> advice = wanted.connector(name).getStatus().getAdvice();
            assertThat(advice == null ? List.of() : advice).isEqualTo(List.of(sentences));
        });
    }

    private List<String> events() {
        return CLUSTER.api.admin().events().v1().events().inNamespace("connect").list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(name)
                        && event.getReason().equals("Advice"))
                .map(event -> event.getNote())
                .toList();
    }

    @Test
    void a_sink_with_more_tasks_than_partitions_is_told_how_many_would_do_and_stays_ready() {
        String sentence =
                "5 tasks share the 2 partitions of its topic, 3 more than can have work; spec.tasksMax: 2 is enough";

        runs("FileStreamSink", "file: %s, topics: %s".formatted(directory.resolve("out.txt"), topic), 5);
        assertThat(wanted.connector(name).getStatus().getAdvice()).isNullOrEmpty();

        adviceBecomes(sentence);
        assertThat(wanted.reasonOfConnector(name)).isEqualTo("Running");
        eventually().untilAsserted(() -> assertThat(events()).containsExactly(sentence));

        wanted.changeConnector(name, "tasksMax: 2");

        adviceBecomes();
        eventually().until(() -> wanted.reasonOfConnector(name), "Running"::equals);
        assertThat(events()).hasSize(1);
    }

    @Test
    void a_source_that_does_not_split_its_work_is_told_so() {
        runs("FileStreamSource", "file: %s, topic: %s".formatted(directory.resolve("lines.txt"), topic), 4);

        adviceBecomes("spec.tasksMax is 4, but the connector splits its work into 1 task; spec.tasksMax: 1 is enough");
    }
}

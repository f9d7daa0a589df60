package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.InitialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector from its creation to its deletion, on real workers. */
@Tag("connect")
class ConnectorLifecycleTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "lines").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;
    private int requestsBefore;

    @BeforeEach
    void a_file() throws Exception {
        TestFiles.with(directory, "lines.txt", "one\ntwo\nthree\n");
        requestsBefore = CLUSTER.requests().size();
    }

    private String source(String more) {
        return """
                clusterRef: {name: %s}
                class: FileStreamSource
                %sconfig:
                  file: %s
                  topic: %s
                """.formatted(OperatedCluster.NAME, more, directory.resolve("lines.txt"), topic);
    }

    private ConnectorListing listing(String connector) throws Exception {
        return CLUSTER.connect().connectors().get(connector);
    }

    @Test
    void a_new_connector_runs_and_copies_what_it_is_to_copy() {
        wanted.connector(name, source(""));

        connector.becomes("Running");

        ConnectorStatus status = wanted.connector(name).getStatus();
        assertThat(status.getState()).isEqualTo("Running");
        assertThat(status.getType()).isEqualTo("source");
        assertThat(status.getVersion()).isEqualTo("4.3.1");
        assertThat(status.getTasksReady()).isEqualTo("1/1");
        assertThat(status.getTasks().getRunning()).isEqualTo(1);
        assertThat(status.getFailedTasks()).isNullOrEmpty();
        assertThat(CLUSTER.workers().hosts())
                .anyMatch(host -> status.getWorkerId().equals(host + ":8083"));
        assertThat(wanted.ofConnector(name, "ConfigValid").getStatus()).isEqualTo("True");
        assertThat(wanted.ofConnector(name, "TasksReady").getStatus()).isEqualTo("True");
        eventually().until(() -> SequenceSpecs.end(CLUSTER.kafka.admin(), topic), records -> records == 3);
        eventually()
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME)
                                .getStatus()
                                .getConnectors()
                                .getRunning(),
                        running -> running == 1);
    }

    @Test
    void a_changed_configuration_is_sent_once() throws Exception {
        wanted.connector(name, source(""));
        connector.becomes("Running");

        wanted.changeConnector(name, "config: {batch.size: 5}");
        connector.becomes("Running");

        assertThat(listing(name).info().config()).containsEntry("batch.size", "5");
        assertThat(CLUSTER.count("PUT /connectors/%s/config".formatted(name))).isEqualTo(1);
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/1");
    }

    @Test
    void the_same_configuration_written_differently_is_not_sent() {
        wanted.connector(name, source("tasksMax: 1\n") + "  batch.size: 5\n  blank: true\n");
        connector.becomes("Running");

        wanted.changeConnector(name, "config: {batch.size: '5', blank: 'true'}");
        connector.becomes("Running");

        assertThat(wanted.connector(name).getMetadata().getGeneration()).isEqualTo(2);
        assertThat(requestsAbout(name)).containsExactly("POST /connectors");
    }

    @Test
    void a_restart_of_the_operator_sends_nothing_to_a_connector_that_is_as_it_should_be() {
        wanted.connector(name, source(""));
        connector.becomes("Running");
        eventually()
                .alias("the ConnectCluster counts it")
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME).getStatus().getTasks(),
                        tasks -> tasks.getTotal() == 1 && tasks.getRunning() == 1);
        String before = wanted.connector(name).getMetadata().getResourceVersion();
        int sent = CLUSTER.requests().size();

        CLUSTER.restartOperator();
        eventually()
                .until(() -> CLUSTER.requests().stream()
                                .skip(sent)
                                .filter("GET /connectors"::equals)
                                .count()
                        >= 3);

        assertThat(CLUSTER.requests().stream().skip(sent)).noneMatch(request -> !request.startsWith("GET "));
        assertThat(CLUSTER.writesAfter(0)).isEmpty();
        assertThat(wanted.connector(name).getMetadata().getResourceVersion()).isEqualTo(before);
    }

    private List<String> requestsAbout(String connector) {
        return CLUSTER.requests().stream()
                .skip(requestsBefore)
                .filter(request -> request.equals("POST /connectors") || request.contains("/" + connector))
                .toList();
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({
        "Running, Paused",
        "Running, Stopped",
        "Paused, Running",
        "Paused, Stopped",
        "Stopped, Running",
        "Stopped, Paused"
    })
    void is_created_directly_in_its_state_and_goes_to_another(String from, String to) throws Exception {
        wanted.connector(name, source("state: %s\n".formatted(from)));
        connector.becomes(from);
        assertThat(requestsAbout(name)).containsExactly("POST /connectors");
        assertThatIs(from);

        wanted.changeConnector(name, "state: " + to);
        connector.becomes(to);
        assertThatIs(to);
    }

    private void assertThatIs(String state) throws Exception {
        assertThat(listing(name).status().connector().state()).isEqualTo(state.toUpperCase(Locale.ROOT));
        ConnectorStatus status = wanted.connector(name).getStatus();
        assertThat(status.getState()).isEqualTo(state);
        switch (state) {
            case "Running" -> assertThat(status.getTasksReady()).isEqualTo("1/1");
            // A connector that never ran before it was paused has no tasks.
            case "Paused" -> assertThat(status.getTasks().getRunning()).isZero();
            default -> assertThat(status.getTasks().getTotal()).isZero();
        }
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("True");
    }

    @Test
    void a_stopped_connector_takes_a_new_configuration_and_stays_stopped() throws Exception {
        wanted.connector(name, source("state: Stopped\n"));
        connector.becomes("Stopped");

        wanted.changeConnector(name, "config: {batch.size: 5}");
        connector.becomes("Stopped");

        assertThat(listing(name).info().config()).containsEntry("batch.size", "5");
        assertThatIs("Stopped");
    }

    @Test
    void a_deleted_connector_is_gone_from_the_workers_when_it_is_gone_from_kubernetes() throws Exception {
        wanted.connector(name, source(""));
        connector.becomes("Running");

        wanted.deleteConnector(name);

        eventually().until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(name)).isFalse();
    }

    @Test
    void a_connector_of_a_name_that_kubernetes_does_not_allow_runs_under_it() throws Exception {
        String connectName = "Zeilen für Österreich ✓ + 1";
        wanted.connector(name, source("connectorName: \"%s\"\n".formatted(connectName)));

        connector.becomes("Running");
        wanted.changeConnector(name, "state: Paused");
        connector.becomes("Paused");
        assertThat(CLUSTER.has(connectName)).isTrue();

        wanted.deleteConnector(name);
        eventually().until(() -> wanted.connector(name) == null);
        assertThat(CLUSTER.has(connectName)).isFalse();
    }

    @Test
    void a_connector_that_somebody_deleted_behind_the_operators_back_is_created_again() throws Exception {
        wanted.connector(name, source(""));
        connector.becomes("Running");

        CLUSTER.connect().delete(name);

        eventually().untilAsserted(() -> {
            assertThat(requestsAbout(name)).hasSizeGreaterThan(1).containsOnly("POST /connectors");
            assertThat(CLUSTER.has(name)).isTrue();
        });
        connector.becomes("Running");
    }

    @Test
    void a_configuration_that_somebody_changed_behind_the_operators_back_is_put_right() throws Exception {
        wanted.connector(name, source(""));
        connector.becomes("Running");
        Map<String, String> right = listing(name).info().config();

        CLUSTER.connect()
                .putConfig(
                        name,
                        ConnectorConfig.of(Map.of(
                                "connector.class",
                                "FileStreamSource",
                                "file",
                                "/dev/null",
                                "topic",
                                topic,
                                "name",
                                name)));

        eventually()
                .untilAsserted(() -> assertThat(listing(name).info().config()).isEqualTo(right));
        connector.becomes("Running");
        assertThat(CLUSTER.count("PUT /connectors/%s/config".formatted(name))).isEqualTo(1);
    }

    @Test
    void a_connector_that_somebody_paused_behind_the_operators_back_is_resumed() throws Exception {
        wanted.connector(name, source(""));
        connector.becomes("Running");

        CLUSTER.connect().pause(name);

        eventually().until(() -> CLUSTER.count("PUT /connectors/%s/resume".formatted(name)), count -> count == 1);
        eventually().untilAsserted(() -> assertThatIs("Running"));
    }

    @Test
    void a_connector_that_nobody_describes_is_listed_left_alone_and_can_be_taken_over_without_a_restart()
            throws Exception {
        Map<String, String> config = Map.of(
                "name",
                name,
                "connector.class",
                "FileStreamSource",
                "tasks.max",
                "1",
                "file",
                directory.resolve("lines.txt").toString(),
                "topic",
                topic);
        CLUSTER.connect().create(name, ConnectorConfig.of(config), InitialState.RUNNING);

        eventually()
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME).getStatus().getUnmanagedConnectors(),
                        unmanaged -> unmanaged.contains(name));

        wanted.connector(name, source(""));
        connector.becomes("Running");
        eventually()
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME).getStatus().getUnmanagedConnectors(),
                        unmanaged -> unmanaged == null || !unmanaged.contains(name));
        assertThat(CLUSTER.requests()).noneMatch(request -> request.contains("/" + name));
    }
}

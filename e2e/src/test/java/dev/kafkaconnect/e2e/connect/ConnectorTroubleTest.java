package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Connectors that are wrong: what is told, what goes on, and that mending the input mends the state. */
@Tag("connect")
@Tag("faults")
class ConnectorTroubleTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "trouble").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;

    @BeforeEach
    void a_file() throws Exception {
        TestFiles.with(directory, "lines.txt", "one\n");
    }

    private String spec(String connectorClass, String config) {
        return "clusterRef: {name: %s}\nclass: %s\nconfig: {%s}\n"
                .formatted(OperatedCluster.NAME, connectorClass, config);
    }

    private String rightSource() {
        return spec("FileStreamSource", "file: %s, topic: %s".formatted(directory.resolve("lines.txt"), topic));
    }

    private void change(String change) {
        wanted.changeConnector(name, change);
    }

    @Test
    void a_class_that_is_not_installed_is_told_and_the_right_class_mends_it() {
        wanted.connector(
                name,
                spec(
                        "com.example.NoSuchConnector",
                        "file: %s, topic: %s".formatted(directory.resolve("lines.txt"), topic)));

        connector.becomes("PluginMissing");
        assertThat(wanted.ofConnector(name, "Reconciling").getMessage())
                .contains("com.example.NoSuchConnector")
                .contains("spec.class")
                .doesNotContain("Exception", "plugin.discovery");
        assertThat(wanted.ofConnector(name, "ConfigValid").getStatus()).isEqualTo("False");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Absent");

        change("class: FileStreamSource");

        connector.becomes("Running");
        assertThat(wanted.ofConnector(name, "Stalled")).isNull();
    }

    @Test
    void a_class_that_is_there_without_a_service_file_is_told_with_its_jar_and_what_finds_it() {
        wanted.connector(name, spec("dev.kafkaconnect.e2e.unlisted.UnlistedSource", ""));

        connector.becomes("PluginMissing");
        assertThat(wanted.ofConnector(name, "Reconciling").getMessage())
                .contains("dev.kafkaconnect.e2e.unlisted.UnlistedSource is in unlisted/")
                .contains(".jar", "META-INF/services", "plugin.discovery: hybrid_warn");
    }

    @Test
    void a_configuration_that_is_too_large_for_kafka_is_told_with_size_and_limit_and_a_smaller_one_mends_it() {
        wanted.connector(name, rightSource());
        connector.becomes("Running");

        change("config: {note: %s}".formatted("x".repeat(1_100_000)));

        connector.becomes("ConfigInvalid");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .containsPattern("takes 1100\\d{3} bytes")
                .contains("1048576");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Running");

        change("config: {note: short}");

        connector.becomes("Running");
    }

    @Test
    void a_version_that_is_not_installed_is_told() {
        wanted.connector(name, rightSource() + "version: 99.0\n".replace("99.0", "'99.0'"));

        connector.becomes("PluginMissing");
        assertThat(wanted.ofConnector(name, "Reconciling").getMessage()).contains("99.0");
    }

    @Test
    void a_missing_key_is_named_and_adding_it_mends_the_connector() {
        wanted.connector(name, spec("FileStreamSource", "file: " + directory.resolve("lines.txt")));

        connector.becomes("ConfigInvalid");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage()).contains("\"topic\"");

        change("config: {topic: %s}".formatted(topic));

        connector.becomes("Running");
    }

    @Test
    void a_list_in_the_configuration_is_named_without_a_request() {
        wanted.connector(name, spec("FileStreamSource", "topic: %s, transforms: [a, b]".formatted(topic)));

        connector.becomes("ConfigInvalid");

        assertThat(wanted.ofConnector(name, "Stalled").getMessage()).contains("\"transforms\" is a list");
        assertThat(CLUSTER.requests()).noneMatch(request -> request.contains("/" + name));
    }

    @Test
    void a_connector_whose_new_configuration_is_refused_goes_on_running_with_its_old_one() throws Exception {
        wanted.connector(name, rightSource());
        connector.becomes("Running");

        change("config: {topic: null}");

        connector.becomes("ConfigInvalid");
        assertThat(wanted.ofConnector(name, "Ready").getStatus()).isEqualTo("False");
        assertThat(wanted.ofConnector(name, "TasksReady").getStatus()).isEqualTo("True");
        assertThat(wanted.connector(name).getStatus().getState()).isEqualTo("Running");
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/1");
        var listing = CLUSTER.connect().connectors().get(name);
        assertThat(listing.info().config()).containsEntry("topic", topic);
        assertThat(listing.status().connector().state()).isEqualTo("RUNNING");

        change("config: {topic: %s}".formatted(topic));

        connector.becomes("Running");
        assertThat(CLUSTER.count("PUT /connectors/%s/config".formatted(name))).isZero();
    }

    @Test
    void a_connector_whose_new_configuration_makes_no_sense_goes_on_running_with_its_old_one() {
        wanted.connector(name, rightSource());
        connector.becomes("Running");

        change("config: {transforms: [a]}");

        connector.becomes("ConfigInvalid");
        assertThat(wanted.connector(name).getStatus().getTasksReady()).isEqualTo("1/1");
        assertThat(CLUSTER.count("PUT /connectors/%s/config".formatted(name))).isZero();
    }

    @Test
    void failed_tasks_are_told_with_their_reason_and_mending_the_configuration_mends_them() throws Exception {
        Path absent = directory.resolve("no-such-directory").resolve("out.txt");
        wanted.connector(
                name,
                spec("FileStreamSink", "file: %s, topics: %s".formatted(absent, topic))
                        + "autoRestart: {enabled: false}\n");

        connector.becomes("TasksFailed");
        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .contains("1 of 1 tasks have failed")
                .contains(absent.toString());
        assertThat(wanted.ofConnector(name, "TasksReady").getReason()).isEqualTo("TasksFailed");
        assertThat(wanted.ofConnector(name, "ConfigValid").getStatus()).isEqualTo("True");
        assertThat(wanted.connector(name).getStatus()).satisfies(status -> {
            assertThat(status.getTasksReady()).isEqualTo("0/1");
            assertThat(status.getTasks().getFailed()).isEqualTo(1);
            assertThat(status.getFailedTasks())
                    .singleElement()
                    .satisfies(task -> assertThat(task.getMessage()).contains(absent.toString()));
        });
        eventually()
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME)
                                .getStatus()
                                .getConnectors()
                                .getFailed(),
                        failed -> failed == 1);
        assertThat(wanted.ofCluster(OperatedCluster.NAME, "Ready").getStatus()).isEqualTo("True");

        Path present = directory.resolve("out.txt");
        change("config: {file: %s}".formatted(present));

        connector.becomes("Running");
        assertThat(Files.exists(present)).isTrue();
        assertThat(wanted.connector(name).getStatus().getFailedTasks()).isNullOrEmpty();
    }

    @Test
    void failed_tasks_are_restarted_until_the_cause_is_gone() throws Exception {
        Path absent = directory.resolve("comes-later").resolve("out.txt");
        wanted.connector(
                name,
                spec("FileStreamSink", "file: %s, topics: %s".formatted(absent, topic))
                        + "autoRestart: {initialDelay: 1s, maxDelay: 2s}\n");

        connector.becomes("TasksFailed");
        assertThat(wanted.ofConnector(name, "Reconciling").getMessage()).contains("is due at");
        eventually()
                .until(() -> wanted.connector(name).getStatus().getRestarts().getCount(), count -> count >= 2);
        Files.createDirectory(absent.getParent());

        connector.becomes("Running");
        assertThat(Files.exists(absent)).isTrue();
    }

    @Test
    void restarts_end_when_as_many_as_allowed_have_not_helped() {
        Path absent = directory.resolve("no-such-directory").resolve("out.txt");
        wanted.connector(
                name,
                spec("FileStreamSink", "file: %s, topics: %s".formatted(absent, topic))
                        + "autoRestart: {initialDelay: 1s, maxDelay: 1s, maxRestarts: 2}\n");

        connector.becomes("RestartsExhausted");

        assertThat(wanted.ofConnector(name, "Stalled").getMessage())
                .contains("restarted 2 times")
                .contains(absent.toString());
        assertThat(CLUSTER.count("POST /connectors/%s/restart".formatted(name))).isEqualTo(2);
    }

    @Test
    void a_failed_connector_can_be_stopped_and_started() {
        Path absent = directory.resolve("no-such-directory").resolve("out.txt");
        wanted.connector(name, spec("FileStreamSink", "file: %s, topics: %s".formatted(absent, topic)));
        connector.becomes("TasksFailed");

        change("state: Stopped");
        connector.becomes("Stopped");

        change("state: Running");
        connector.becomes("TasksFailed");
    }

    @Test
    void the_newer_of_two_connectors_that_describe_one_is_stalled_and_its_deletion_deletes_nothing() throws Exception {
        wanted.connector(name, rightSource());
        connector.becomes("Running");
        String duplicate = twinOf(name);

        connector.other(duplicate).becomes("DuplicateConnector");
        assertThat(wanted.ofConnector(duplicate, "Stalled").getMessage()).contains(name);
        wanted.deleteConnector(duplicate);
        eventually().until(() -> wanted.connector(duplicate) == null);

        assertThat(CLUSTER.has(name)).isTrue();
        connector.becomes("Running");
        assertThat(CLUSTER.requests()).noneMatch(request -> request.contains("/" + name));
    }

    @Test
    void the_newer_of_two_connectors_takes_over_when_the_older_is_deleted() throws Exception {
        wanted.connector(name, rightSource());
        connector.becomes("Running");
        String duplicate = twinOf(name);
        connector.other(duplicate).becomes("DuplicateConnector");

        wanted.deleteConnector(name);
        eventually().until(() -> wanted.connector(name) == null);

        connector.other(duplicate).becomes("Running");
        assertThat(CLUSTER.has(name)).isTrue();
        assertThat(CLUSTER.requests()).noneMatch(request -> request.equals("DELETE /connectors/" + name));
    }

    /** Ages are compared by seconds, so the twin comes a second later. */
    private String twinOf(String older) {
        Instant created = Instant.parse(wanted.connector(older).getMetadata().getCreationTimestamp());
        eventually().until(() -> Instant.now().isAfter(created.plusMillis(1_100)));
        String duplicate = "twin-of-" + older;
        wanted.connector(duplicate, rightSource() + "connectorName: " + older + "\n");
        return duplicate;
    }
}

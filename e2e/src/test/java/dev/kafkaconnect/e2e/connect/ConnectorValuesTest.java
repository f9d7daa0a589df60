package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.HostileConnectors;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Values that real workers resolve, and that appear nowhere: neither when all is well nor when Connect complains of them. */
@Tag("connect")
class ConnectorValuesTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "values").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;
    private final String topic = connector.topic;
    private final String canary = "canary-" + System.nanoTime();

    private void secret(String value) {
        wanted.secret("of-" + name, Map.of("value", value));
    }

    private void connector(String type, String config, String key) {
        wanted.connector(
                name,
                "clusterRef: {name: %s}\nclass: %s\nconfig: {%s}\nconfigFrom: [{key: %s, secretKeyRef: {name: of-%s, key: value}}]\nautoRestart: {enabled: false}\n"
                        .formatted(OperatedCluster.NAME, type, config, key, name));
    }

    private Map<String, String> config() throws Exception {
        return CLUSTER.connect().connectors().get(name).info().config();
    }

    @Test
    void a_value_is_resolved_and_a_changed_one_reaches_the_running_connector() throws Exception {
        Path first = TestFiles.with(directory, canary + "-first.txt", "one\n");
        Path second = TestFiles.with(directory, canary + "-second.txt", "two\n");
        secret(first.toString());
        connector("FileStreamSource", "topic: " + topic, "file");
        connector.becomes("Running");
        eventually().until(() -> records(topic), found -> found.contains("one"));
        Map<String, String> before = config();
        assertThat(before.get("file")).startsWith("${values:");

        long start = System.nanoTime();
        secret(second.toString());

        within(Duration.ofSeconds(30)).until(() -> records(topic), found -> found.contains("two"));
        Figures.add(Figure.seconds("a record is read with the new value of a Secret", (System.nanoTime() - start) / 1e9)
                .atMost(30));
        connector.becomes("Running");
        assertThat(config().get("file")).startsWith("${values:").isNotEqualTo(before.get("file"));
        assertThat(CLUSTER.connect().taskConfigs(name))
                .allSatisfy(task -> assertThat(task.get("file")).isEqualTo(config().get("file")));
        eventually()
                .until(() -> Files.list(CLUSTER.values())
                        .noneMatch(file ->
                                before.get("file").contains(file.getFileName().toString())));
        assertThat(configTopic()).contains(name);
        theCanaryIsNowhere();
    }

    @Test
    void what_connect_says_of_a_refused_value_is_told_without_it() {
        secret(canary);
        connector("FileStreamSource", "file: /tmp/lines, topic: " + topic, "batch.size");

        connector.becomes("ConfigInvalid");

        assertThat(wanted.connector(name).getStatus().getConfigErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage()).contains("Invalid value [hidden]"));
        assertThat(wanted.ofConnector(name, "Stalled").getMessage()).contains("[hidden]");
        theCanaryIsNowhere();
    }

    @Test
    void what_a_task_fails_with_is_told_without_the_value() {
        secret("/no-such-directory/" + canary);
        connector("FileStreamSink", "topics: " + topic, "file");

        connector.becomes("TasksFailed");

        assertThat(wanted.connector(name).getStatus().getFailedTasks())
                .singleElement()
                .satisfies(task -> assertThat(task.getMessage()).contains("[hidden]"));
        theCanaryIsNowhere("/status");
    }

    @Test
    void what_one_connector_was_given_no_other_can_ask_for() throws Exception {
        secret(canary);
        connector("FileStreamSource", "file: /dev/null, topic: " + topic, "secret.of.mine");
        connector.becomes("Running");

        new HostileConnectors(wanted, OperatedCluster.NAME).areRefused(name, config().get("secret.of.mine"));

        assertThat(Serialization.asYaml(CLUSTER.api
                        .admin()
                        .resources(Connector.class)
                        .inNamespace(OperatedCluster.NAMESPACE)
                        .list()))
                .contains("hostile-" + name)
                .doesNotContain(canary);
        assertThat(Files.readString(Project.output("logs").resolve("worker-0.log"))
                        + Files.readString(Project.output("logs").resolve("worker-1.log")))
                .contains(name)
                .doesNotContain(canary);
        theCanaryIsNowhere();
    }

    /** As a connector would that reads the text somewhere and hands it to its tasks: the operator has no part in it. */
    @Test
    void what_one_connector_was_given_no_worker_gives_to_another() throws Exception {
        secret("/no-such-directory/" + canary);
        connector("FileStreamSink", "topics: " + topic, "file");
        connector.becomes("TasksFailed");
        String intruder = "intruder-" + name;
        String reference = config().get("file");

        put("/connectors/" + intruder + "/config", """
                {"connector.class": "FileStreamSink", "topics": "%s", "file": "%s"}""".formatted(topic, reference));

        within(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(answer("/connectors/" + intruder + "/status"))
                        .contains("NoSuchFileException: " + reference)
                        .doesNotContain(canary));
    }

    private static void put(String path, String body) throws Exception {
        String worker = CLUSTER.workers().endpoints().getFirst();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create("http://" + worker + path))
                                            .header("Content-Type", "application/json")
                                            .PUT(BodyPublishers.ofString(body))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    /** @param stated what Connect itself shows it in, by the end of the path */
    private void theCanaryIsNowhere(String... stated) {
        var api = CLUSTER.api.admin();
        assertThat(Serialization.asYaml(wanted.connector(name))).doesNotContain(canary);
        assertThat(Serialization.asYaml(wanted.cluster(OperatedCluster.NAME))).doesNotContain(canary);
        assertThat(Serialization.asYaml(
                        api.events().v1().events().inAnyNamespace().list()))
                .doesNotContain(canary);
        assertThat(configTopic()).doesNotContain(canary);
        Stream.of("", "/config", "/tasks", "/status")
                .filter(path -> !List.of(stated).contains(path))
                .forEach(
                        path -> assertThat(answer("/connectors/" + name + path)).doesNotContain(canary));
    }

    private static String configTopic() {
        return records(CLUSTER.api.namespace() + "." + OperatedCluster.NAME + "-configs")
                .toString();
    }

    private static String answer(String path) {
        String worker = CLUSTER.workers().endpoints().getFirst();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://" + worker + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Keys and values of all records there are. */
    private static List<String> records(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", CLUSTER.kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> found = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> {
                    found.add(String.valueOf(record.key()));
                    found.add(String.valueOf(record.value()));
                });
            }
            return found;
        }
    }
}

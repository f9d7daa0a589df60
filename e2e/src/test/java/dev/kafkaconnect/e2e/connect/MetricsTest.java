package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.InitialState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real worker offers to Prometheus when the start script of the image has started it. */
@Tag("connect")
@Tag("own-workers")
class MetricsTest {
    private static final int METRICS_PORT = 9404;

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TemporaryDirectory FILES = TemporaryDirectory.create("metrics-");
    private static JavaProcess worker;
    private static String address;

    @BeforeAll
    static void a_worker_with_a_source_and_a_sink() throws Exception {
        address = Loopback.addressWithFree(RealWorkers.PORT, 40);
        var properties = Files.writeString(FILES.path().resolve("worker.properties"), """
                bootstrap.servers=%s
                group.id=metrics
                config.storage.topic=metrics-configs
                offset.storage.topic=metrics-offsets
                status.storage.topic=metrics-status
                key.converter=org.apache.kafka.connect.storage.StringConverter
                value.converter=org.apache.kafka.connect.storage.StringConverter
                listeners=http://%s:%d
                plugin.path=%s
                consumer.metadata.max.age.ms=1000
                """.formatted(
                KAFKA.bootstrapServers(), address, RealWorkers.PORT, Project.file("examples/plugin-file/target/dist")));
        var access = Files.writeString(
                FILES.path().resolve("http.yaml"),
                "httpServer: {authentication: {basic: {username: prometheus, password: secret}}}");
        worker = JavaProcess.startScript(
                "metrics",
                List.of(
                        Project.file("worker-image/bin/connect-worker").toString(),
                        "distributed",
                        properties.toString()),
                Map.of(
                        "CONNECT_HOME", Project.worker("").toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "TMPDIR", FILES.path().toString(),
                        "METRICS_PORT", address + ":" + METRICS_PORT,
                        "METRICS_HTTP_CONFIG", access.toString(),
                        "JVM_FLAGS", "-Xmx256m -Dnote=a;$(b)*`c`"));
        ConnectApi connect = new HttpConnectApi(
                HTTP, "http://%s:%d".formatted(address, RealWorkers.PORT), HttpConnectApi.Timeouts.DEFAULT);
        within(Duration.ofSeconds(120)).until(() -> connect.connectors().isEmpty());
        var lines = Files.writeString(FILES.path().resolve("lines"), "one\ntwo\n");
        connect.create(
                "source",
                ConnectorConfig.of(Map.of(
                        "connector.class",
                        "FileStreamSource",
                        "tasks.max",
                        "1",
                        "topic",
                        "metrics",
                        "file",
                        lines.toString())),
                InitialState.RUNNING);
        KAFKA.admin()
                .createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic("metrics", 1, (short) 1)))
                .all()
                .get();
        connect.create(
                "sink",
                ConnectorConfig.of(Map.of(
                        "connector.class", "FileStreamSink",
                        "tasks.max", "1",
                        "topics", "metrics",
                        "file", FILES.path().resolve("copied").toString())),
                InitialState.RUNNING);
        eventually()
                .until(() -> Files.readAllLines(FILES.path().resolve("copied")).size() == 2);
        eventually()
                .until(() -> metrics()
                        .contains("kafka_connect_sink_task_partition_count{connector=\"sink\",task=\"0\"} 1.0"));
    }

    @AfterAll
    static void stopped() {
        if (worker != null) {
            worker.close();
        }
        FILES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka_connect_worker_connector_count 2.0",
                "kafka_connect_worker_task_count 2.0",
                "kafka_connect_worker_connector_startup_attempts_total 2.0",
                "kafka_connect_worker_task_startup_failure_total 0.0",
                "kafka_connect_worker_connector_running_task_count{connector=\"source\"} 1.0",
                "kafka_connect_worker_connector_failed_task_count{connector=\"sink\"} 0.0",
                "kafka_connect_worker_rebalance_rebalancing 0.0",
                "kafka_connect_worker_rebalance_completed_rebalances_total ",
                "kafka_connect_worker_rebalance_time_since_last_rebalance_ms ",
                "kafka_connect_worker_rebalance_leader_name{leader_name=\"http://",
                "kafka_connect_connector_status{connector=\"source\",status=\"running\"} 1.0",
                "kafka_connect_connector_connector_class{connector=\"sink\",connector_class=\"",
                "kafka_connect_connector_connector_type{connector=\"sink\",connector_type=\"sink\"} 1.0",
                "kafka_connect_connector_connector_version{connector=\"sink\",connector_version=\"4.3.1\"} 1.0",
                "kafka_connect_connector_task_status{connector=\"sink\",status=\"running\",task=\"0\"} 1.0",
                "kafka_connect_connector_task_running_ratio{connector=\"source\",task=\"0\"} ",
                "kafka_connect_source_task_source_record_poll_total{connector=\"source\",task=\"0\"} 2.0",
                "kafka_connect_source_task_source_record_write_total{connector=\"source\",task=\"0\"} 2.0",
                "kafka_connect_sink_task_sink_record_read_total{connector=\"sink\",task=\"0\"} 2.0",
                "kafka_connect_sink_task_put_batch_avg_time_ms{connector=\"sink\",task=\"0\"} ",
                "kafka_connect_task_error_total_errors_logged{connector=\"sink\",task=\"0\"} 0.0",
                "kafka_connect_task_error_deadletterqueue_produce_requests{connector=\"sink\",task=\"0\"} 0.0",
                "kafka_connect_coordinator_assigned_tasks{clientid=\"",
                "kafka_connect_connection_count{clientid=\"",
                "kafka_consumer_fetch_manager_records_lag_max{clientid=\"connector-consumer-sink-0\"} 0.0",
                "jvm_memory_used_bytes{area=\"heap\"} "
            })
    void a_metric_has_the_name_that_dashboards_expect(String beginOfLine) {
        assertThat(metrics().lines()).anyMatch(line -> line.startsWith(beginOfLine));
    }

    @Test
    void nothing_else_of_the_kafka_clients_is_offered() {
        assertThat(metrics().lines().filter(line -> line.startsWith("kafka_")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("kafka_connect_") || line.startsWith("kafka_consumer_fetch_manager_"))
                .hasSizeLessThan(500);
    }

    @Test
    void who_has_no_password_gets_no_metrics_where_one_is_set() throws Exception {
        assertThat(HTTP.send(request("prometheus", "guessed"), BodyHandlers.ofString()))
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body()).doesNotContain("kafka_connect_");
                });
    }

    @Test
    void flags_reach_java_as_they_were_written() throws Exception {
        Stream<String> commandLines = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""));

        assertThat(commandLines).anyMatch(line -> line.contains("-Dnote=a;$(b)*`c`"));
    }

    private static HttpRequest request(String user, String password) {
        String credentials = Base64.getEncoder()
                .encodeToString("%s:%s".formatted(user, password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://%s:%d/metrics".formatted(address, METRICS_PORT)))
                .header("Authorization", "Basic " + credentials)
                .build();
    }

    private static String metrics() {
        try {
            return HTTP.send(request("prometheus", "secret"), BodyHandlers.ofString())
                    .body();
        } catch (IOException silent) {
            return "";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}

package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

@Tag("image")
class DistributedWorkerImageTest {

    static final Network NETWORK = Network.newNetwork();
    static final BrokerContainer BROKER = new BrokerContainer(NETWORK);
    static final WorkerContainer WORKER = worker("group");

    @BeforeAll
    static void start() {
        BROKER.start();
        WORKER.start();
    }

    @AfterAll
    static void stop() {
        WORKER.stop();
        BROKER.stop();
        NETWORK.close();
    }

    @Test
    void listsTheConnectorsThatItShips() {
        assertThat(WORKER.rest().get("/connector-plugins"))
                .contains(
                        "FileStreamSourceConnector",
                        "FileStreamSinkConnector",
                        "MirrorSourceConnector",
                        "MirrorCheckpointConnector",
                        "MirrorHeartbeatConnector");
    }

    @Test
    void findsTheConvertersAndTransformsOnItsClassPath() {
        assertThat(WORKER.rest().get("/connector-plugins?connectorsOnly=false"))
                .contains("JsonConverter", "StringConverter", "ByteArrayConverter", "RegexRouter", "HasHeaderKey");
    }

    @Test
    void runsAsAUserWithoutPrivileges() {
        assertThat(WORKER.run("id", "-u")).isEqualTo("1001");
        assertThat(WORKER.run("cat", "/proc/1/comm")).isEqualTo("java");
    }

    @Test
    void liesOnAFileSystemThatCannotBeWrittenTo() {
        assertThat(WORKER.run("touch", "/opt/kafka-connect/plugins/x")).contains("Read-only file system");
    }

    @Test
    void movesRecordsFromAFileThroughKafkaIntoAnother() {
        WORKER.run("sh", "-c", "printf 'a\\nb\\n' > /tmp/in");
        WORKER.rest().put("/connectors/source/config", """
                        {"connector.class": "FileStreamSource", "file": "/tmp/in", "topic": "lines",
                         "topic.creation.default.partitions": "1", "topic.creation.default.replication.factor": "1"}
                        """);
        WORKER.rest().put("/connectors/sink/config", """
                        {"connector.class": "FileStreamSink", "file": "/tmp/out", "topics": "lines"}
                        """);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(WORKER.run("cat", "/tmp/out")).isEqualTo("a\nb"));
    }

    @Test
    void changesTheLevelOfALoggerWhileItRuns() {
        assertThat(WORKER.rest().get("/admin/loggers")).contains("\"root\":{\"level\":\"INFO\"");

        WORKER.rest().put("/admin/loggers/org.apache.kafka.connect.runtime", "{\"level\": \"DEBUG\"}");

        await().untilAsserted(
                        () -> assertThat(WORKER.getLogs()).containsPattern("DEBUG .*org.apache.kafka.connect.runtime"));
    }

    @Test
    void doesNotLogReadsThatSucceed() {
        WORKER.rest().get("/connectors/nobody-is-called-so");
        WORKER.rest().get("/connectors");

        await().untilAsserted(() -> assertThat(WORKER.getLogs()).contains("GET /connectors/nobody-is-called-so"));
        assertThat(WORKER.getLogs()).doesNotContain("\"GET /connectors HTTP/1.1\" 200");
    }

    @Test
    void carriesTheLicencesOfItsJars() {
        var licenses = "/opt/kafka-connect/licenses/";
        assertThat(WORKER.run("cat", licenses + "THIRD-PARTY.txt"))
                .contains("kafka-clients", "jetty-server", "zstd-jni");
        assertThat(WORKER.run("sh", "-c", "ls " + licenses + "connect-runtime-*/LICENSE"))
                .endsWith("LICENSE");
    }

    @Test
    void startsFromItsClassArchiveBesideTheMetricsAgentAndAsAnyUser() {
        try (var worker = worker("metrics")
                .asUser("123456:0")
                .withEnv("METRICS_PORT", "9404")
                .withEnv("JVM_FLAGS", "-XX:AOTMode=on")) {
            worker.addExposedPort(9404);
            worker.start();

            var metrics = new RestApi("http://" + worker.getHost() + ":" + worker.getMappedPort(9404)).get("/metrics");
            assertThat(metrics)
                    .contains(
                            "kafka_connect_connect_worker_metrics_task_startup_attempts_total", "jvm_memory_used_bytes")
                    .doesNotContain("kafka_producer_");
        }
    }

    @Test
    void leavesTheGroupAndEndsWithinSecondsWhenAskedTo() {
        try (var worker = worker("leaving")) {
            worker.start();

            worker.terminate();

            await().atMost(Duration.ofSeconds(10)).until(() -> !worker.isRunning());
            assertThat(worker.exitCode()).isEqualTo(143);
            assertThat(worker.getLogs()).contains("sending LeaveGroup request").contains("Kafka Connect stopped");
        }
    }

    private static WorkerContainer worker(String group) {
        var properties = WorkerProperties.distributed()
                .with("group.id", group)
                .with("config.storage.topic", group + "-configs")
                .with("offset.storage.topic", group + "-offsets")
                .with("status.storage.topic", group + "-statuses")
                .with("offset.flush.interval.ms", "500");
        return new WorkerContainer("distributed", properties).withNetwork(NETWORK);
    }
}

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
    static WorkerInContainer worker;

    @BeforeAll
    static void start() {
        BROKER.start();
        worker = worker("group");
        worker.start();
    }

    @AfterAll
    static void stop() {
        worker.stop();
        BROKER.stop();
        NETWORK.close();
    }

    @Test
    void listsTheConnectorsThatItShips() {
        assertThat(worker.rest().get("/connector-plugins"))
                .contains("MirrorSourceConnector", "MirrorCheckpointConnector", "MirrorHeartbeatConnector");
    }

    @Test
    void findsTheConvertersAndTransformsOnItsClassPath() {
        assertThat(worker.rest().get("/connector-plugins?connectorsOnly=false"))
                .contains("JsonConverter", "StringConverter", "ByteArrayConverter", "RegexRouter", "HasHeaderKey");
    }

    @Test
    void runsAsAUserWithoutPrivileges() {
        assertThat(worker.run("id", "-u")).isEqualTo("1001");
        assertThat(worker.run("cat", "/proc/1/comm")).isEqualTo("java");
    }

    @Test
    void runsAsAUserWithANameAndAHomeThatCanBeWrittenTo() {
        assertThat(worker.run("id", "-un")).isEqualTo("kafka-connect");
        assertThat(worker.run("sh", "-c", "cd ~kafka-connect && touch file && pwd"))
                .isEqualTo("/tmp/home");
        assertThat(environment(worker)).contains("HOME=/tmp/home");
        assertThat(worker.unixLogin()).isEqualTo("kafka-connect at kafka-connect");
    }

    @Test
    void saysInEveryAnswerWhichContractItFulfils() {
        String number = worker.run("cat", "/opt/kafka-connect/contract");

        assertThat(worker.getContainerInfo().getConfig().getLabels())
                .containsEntry("dev.kafkaconnect.worker.contract", number);
        assertThat(worker.rest().header("/", "Kafka-Connect-Worker-Contract")).isEqualTo(number);
        assertThat(worker.rest().header("/connectors/nobody", "Kafka-Connect-Worker-Contract"))
                .isEqualTo(number);
    }

    @Test
    void letsNoConnectorSetUpAConfigProvider() {
        assertThat(worker.rest().put("/connectors/thief/config", """
                        {"connector.class": "FileStreamSink", "topics": "lines", "file": "${mine:/etc/connect/worker.properties:group.id}",
                         "config.providers": "mine",
                         "config.providers.mine.class": "org.apache.kafka.common.config.provider.FileConfigProvider"}
                        """)).contains("FileConfigProvider is not allowed");
    }

    private static String environment(WorkerInContainer of) {
        return of.run("sh", "-c", "tr '\\0' '\\n' </proc/1/environ");
    }

    @Test
    void liesOnAFileSystemThatCannotBeWrittenTo() {
        assertThat(worker.run("touch", "/opt/kafka-connect/plugins/x")).contains("Read-only file system");
    }

    @Test
    void movesRecordsFromAFileThroughKafkaIntoAnother() {
        worker.run("sh", "-c", "printf 'a\\nb\\n' > /tmp/in");
        worker.rest().put("/connectors/source/config", """
                        {"connector.class": "FileStreamSource", "file": "/tmp/in", "topic": "lines",
                         "topic.creation.default.partitions": "1", "topic.creation.default.replication.factor": "1"}
                        """);
        worker.rest().put("/connectors/sink/config", """
                        {"connector.class": "FileStreamSink", "file": "/tmp/out", "topics": "lines"}
                        """);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(worker.run("cat", "/tmp/out")).isEqualTo("a\nb"));
    }

    @Test
    void changesTheLevelOfALoggerWhileItRuns() {
        assertThat(worker.rest().get("/admin/loggers")).contains("\"root\":{\"level\":\"INFO\"");

        worker.rest().put("/admin/loggers/org.apache.kafka.connect.runtime", "{\"level\": \"DEBUG\"}");

        await().untilAsserted(
                        () -> assertThat(worker.getLogs()).containsPattern("DEBUG .*org.apache.kafka.connect.runtime"));
    }

    @Test
    void doesNotLogReadsThatSucceed() {
        worker.rest().get("/connectors/nobody-is-called-so");
        worker.rest().get("/connectors");

        await().untilAsserted(() -> assertThat(worker.getLogs()).contains("GET /connectors/nobody-is-called-so"));
        assertThat(worker.getLogs()).doesNotContain("\"GET /connectors HTTP/1.1\" 200");
    }

    @Test
    void carriesTheLicencesOfItsJars() {
        var licenses = "/opt/kafka-connect/licenses/";
        assertThat(worker.run("cat", licenses + "THIRD-PARTY.txt"))
                .contains("kafka-clients", "jetty-server", "zstd-jni");
        assertThat(worker.run("sh", "-c", "ls " + licenses + "connect-runtime-*/LICENSE"))
                .endsWith("LICENSE");
    }

    @Test
    void startsFromItsClassArchiveBesideTheMetricsAgentAndAsAnyUser() {
        try (var measured = worker("metrics")
                .asUser("123456:0")
                .withEnv("METRICS_PORT", "9404")
                .withEnv("JVM_FLAGS", "-XX:AOTMode=on")
                .mount(WorkerInContainer.file("passwd", "someone:x:123456:0::/tmp/home:/bin/false\n"), "/etc/passwd")) {
            measured.addExposedPort(9404);
            measured.start();

            var metrics =
                    new RestApi("http://" + measured.getHost() + ":" + measured.getMappedPort(9404)).get("/metrics");
            assertThat(metrics)
                    .contains("kafka_connect_worker_task_startup_attempts_total", "jvm_memory_used_bytes")
                    .doesNotContain("kafka_producer_");
            assertThat(environment(measured)).contains("HOME=/tmp/home");
            assertThat(measured.unixLogin()).isEqualTo("someone at someone");
        }
    }

    @Test
    void leavesTheGroupAndEndsWithinSecondsWhenAskedTo() {
        try (var leaving = worker("leaving")) {
            leaving.start();

            leaving.terminate();

            await().atMost(Duration.ofSeconds(10)).until(() -> !leaving.isRunning());
            assertThat(leaving.exitCode()).isEqualTo(143);
            assertThat(leaving.getLogs()).contains("sending LeaveGroup request").contains("Kafka Connect stopped");
        }
    }

    private static WorkerInContainer worker(String group) {
        var properties = PropertiesFile.distributed()
                .with("group.id", group)
                .with("config.storage.topic", group + "-configs")
                .with("offset.storage.topic", group + "-offsets")
                .with("status.storage.topic", group + "-statuses")
                .with("offset.flush.interval.ms", "500");
        return new WorkerInContainer("distributed", properties)
                .withFileConnectors()
                .withTestClasses()
                .using(BROKER);
    }
}

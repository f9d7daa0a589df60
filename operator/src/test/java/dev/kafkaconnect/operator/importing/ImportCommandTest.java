package dev.kafkaconnect.operator.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCommandTest {
    private static final String CONNECTOR = """
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaConnector
            metadata: {name: orders, labels: {strimzi.io/cluster: payments}}
            spec: {class: FileStreamSource, tasksMax: 1, config: {topic: lines, password: open}}
            """;

    private static final String RUNNING = """
            {"Orders_Source": {
              "info": {"name": "Orders_Source", "tasks": [], "config":
                {"name": "Orders_Source", "connector.class": "FileStreamSource", "tasks.max": "2", "topic": "lines"}},
              "status": {"name": "Orders_Source", "type": "source", "tasks": [],
                "connector": {"state": "STOPPED", "worker_id": "a:8083"}}}}
            """;

    private final List<String> requests = new ArrayList<>();

    @TempDir
    private Path folder;

    private HttpServer workers;

    @BeforeEach
    void start() throws IOException {
        workers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        workers.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] answer = RUNNING.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        workers.start();
    }

    @AfterEach
    void stop() {
        workers.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + workers.getAddress().getPort();
    }

    @Test
    void helpNamesEveryOption() {
        CommandRun run = CommandRun.of(List.of("--help"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("--url", "--as-is", "--write-secrets", "--group-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--unknown", "--url", "--url http://localhost in.yaml"})
    void wrongUsageIsToldFromFailure(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? List.of() : List.of(line.split(" ")));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--help");
    }

    @Test
    void runningWorkersAreReadAndNotWrittenTo() {
        CommandRun run = CommandRun.of(List.of(
                "--url",
                url() + "/",
                "--cluster",
                "payments",
                "--bootstrap-servers",
                "kafka:9092",
                "--group-id",
                "old",
                "--config-topic",
                "old-configs",
                "--offset-topic",
                "old-offsets"));

        assertThat(run.exitCode()).isZero();
        assertThat(requests).containsExactly("GET /connectors?expand=status&expand=info");
        assertThat(run.out())
                .contains("connectorName: Orders_Source", "state: Stopped", "groupId: old", "name: old-offsets");
        assertThat(run.err()).contains("--status-topic").doesNotContain("--offset-topic");
    }

    @Test
    void withoutAGroupThereIsNoConnectCluster() {
        CommandRun run = CommandRun.of(List.of("--url", url()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("ConnectCluster");
        assertThat(run.err()).contains("ConnectCluster connect: is not written");
    }

    @Test
    void propertiesOfAWorkerMakeTheConnectCluster() throws IOException {
        Path properties = Files.writeString(folder.resolve("connect.properties"), """
                bootstrap.servers=kafka:9092
                group.id=old
                config.storage.topic=c
                offset.storage.topic=o
                offset.storage.partitions=1
                status.storage.topic=s
                key.converter=org.example.Keys
                value.converter=org.example.Values
                rest.advertised.host.name=here
                """);

        CommandRun run = CommandRun.of(List.of("--url", url(), "--worker-properties", properties.toString()));

        assertThat(run.out()).contains("partitions: 1", "key.converter: org.example.Keys");
        assertThat(run.err()).contains("rest.advertised.host.name").doesNotContain("is not known");
    }

    @Test
    void workersThatDoNotAnswerAreAFailure() {
        workers.stop(0);

        CommandRun run = CommandRun.of(List.of("--url", url()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refuse connections");
    }

    @Test
    void aFolderGetsAFileForEachResource() throws IOException {
        Path out = folder.resolve("out");

        CommandRun run = CommandRun.of(CONNECTOR, List.of("--out", out.toString(), "-"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(out.resolve("connector-orders.yaml")).content().contains("topic: lines");
        assertThat(Files.getPosixFilePermissions(out.resolve("secret-orders-credentials.yaml")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void noFileIsReplaced() {
        List<String> arguments = List.of("--out", folder.resolve("out").toString(), "-");
        CommandRun.of(CONNECTOR, arguments);

        CommandRun again = CommandRun.of(CONNECTOR, arguments);

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("exists already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: Other", "a: [", "text"})
    void withNothingToWriteItFails(String in) {
        assertThat(CommandRun.of(in, List.of("-")).exitCode()).isEqualTo(1);
    }

    @Test
    void aMissingFileIsNamed() {
        CommandRun run = CommandRun.of(List.of(folder.resolve("missing.yaml").toString()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("missing.yaml does not exist");
    }
}

package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.api.connectclusterspec.plugins.artifacts.Maven;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.DownloadPlayer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.Postgres;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.MountedSecrets;
import dev.kafkaconnect.e2e.support.workers.PlayedDownload;
import dev.kafkaconnect.e2e.support.workers.ScriptedWorker;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The example with Debezium's connector, from a repository on loopback that has the very file that Maven Central has: what the worker
 * image downloads with runs as the template says, then a real worker with what it has unpacked.
 */
@Tag("connect")
@Tag("own-workers")
class DebeziumArtifactTest {
    private static final Path EXAMPLE = Project.file("examples/debezium-postgres/connect-cluster.yaml");
    private static final Path ARCHIVES = Project.file("e2e/test-connectors/target/artifacts");
    private static final Duration START = Duration.ofSeconds(120);
    private static final String PREFIX = "artifact";
    private static final String TOPIC = PREFIX + ".public.orders";

    @RegisterExtension
    static final LocalKafka KAFKA = new LocalKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    @RegisterExtension
    static final Postgres DATABASE = new Postgres();

    private final UserActions wanted = new UserActions(API);
    private final TemporaryDirectory files = TemporaryDirectory.create("debezium-artifact-");
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningOperator operator;
    private HttpServer repository;

    @BeforeEach
    void an_operator_and_a_repository_run() throws IOException {
        operator = RunningOperator.start(API, Surroundings.real(Clock.systemUTC()));
        Maven maven = plugin().getArtifacts().getFirst().getMaven();
        Path directory = Files.createDirectories(files.path()
                .resolve("maven2/%s/%s/%s"
                        .formatted(maven.getGroup().replace('.', '/'), maven.getArtifact(), maven.getVersion())));
        String name = "%s-%s-plugin.tar.gz".formatted(maven.getArtifact(), maven.getVersion());
        Files.copy(ARCHIVES.resolve(name), directory.resolve(name));
        repository = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                files.path().toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        repository.start();
    }

    @AfterEach
    void everything_ends() {
        repository.stop(0);
        operator.close();
        http.close();
        files.close();
    }

    @Test
    void the_connector_of_the_example_is_downloaded_and_carries_rows_of_a_database() throws Exception {
        PodTemplateSpec template = templateOf("debezium", plugin());
        Container fetch = template.getSpec().getInitContainers().getFirst();
        try (ScriptedWorker worker = new ScriptedWorker(
                "debezium-artifact", template.getSpec(), files.path().resolve("worker"))) {
            Path volume = Files.createDirectories(worker.mountOf("plugin-debezium-postgres"));

            PlayedDownload.Ended ended = PlayedDownload.run(fetch, files.path().resolve("image"), volume);

            assertThat(ended.said()).isEmpty();
            assertThat(ended.code()).isZero();
            DATABASE.execute("create table orders (id int primary key, name text)");
            DATABASE.execute("insert into orders values (1, 'first-row')");
            KAFKA.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 3)))
                    .all()
                    .get();
            worker.start(properties(template));
            within(START)
                    .ignoreExceptions()
                    .until(() -> get(worker.url() + "/connectors").equals("[]"));

            create(worker.url());

            RecordReader reader = new RecordReader(KAFKA.bootstrapServers(), TOPIC);
            within(START)
                    .untilAsserted(() -> assertThat(reader.values()).anyMatch(value -> value.contains("first-row")));
        }
    }

    @Test
    void another_checksum_ends_the_container_and_the_cluster_tells_both() throws Exception {
        Plugins wrong = plugin();
        String right = wrong.getArtifacts().getFirst().getSha512();
        wrong.getArtifacts().getFirst().setSha512("0".repeat(128));
        Container fetch =
                templateOf("wrong", wrong).getSpec().getInitContainers().getFirst();
        Path volume = Files.createDirectories(files.path().resolve("volume"));

        PlayedDownload.Ended ended = PlayedDownload.run(fetch, files.path().resolve("image"), volume);

        assertThat(ended.code()).isEqualTo(65);
        assertThat(volume).isDirectoryNotContaining(path -> Files.isDirectory(path) && hasFiles(path));
        WorkerPlayer pods = new WorkerPlayer(API, "wrong");
        pods.leavePodsToStart();
        pods.act();
        new DownloadPlayer(API).ends("wrong-worker-0", ended.code(), ended.said());
        eventually()
                .untilAsserted(() -> assertThat(wanted.ofCluster("wrong", "Stalled"))
                        .satisfies(stalled -> {
                            assertThat(stalled.getReason()).isEqualTo("PluginDownloadFailed");
                            assertThat(stalled.getMessage())
                                    .contains("the plug-in debezium-postgres")
                                    .contains("debezium-connector-postgres/3.7.0.Final/")
                                    .contains("expected sha512 " + "0".repeat(128))
                                    .contains("found " + right);
                        }));
    }

    private static boolean hasFiles(Path directory) {
        String[] found = directory.toFile().list();
        return found != null && found.length > 0;
    }

    private static Plugins plugin() {
        try {
            return Serialization.unmarshal(Files.readString(EXAMPLE), ConnectCluster.class)
                    .getSpec()
                    .getPlugins()
                    .getFirst();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private PodTemplateSpec templateOf(String cluster, Plugins plugin) {
        var artifact = plugin.getArtifacts().getFirst();
        Maven maven = artifact.getMaven();
        wanted.cluster(cluster, """
                kafka: {bootstrapServers: '%s'}
                groupId: %s
                replicas: 1
                rest: {tls: {mode: Disabled}}
                config:
                  key.converter: org.apache.kafka.connect.json.JsonConverter
                  value.converter: org.apache.kafka.connect.json.JsonConverter
                plugins:
                - name: %s
                  repository: {url: 'http://127.0.0.1:%d/maven2'}
                  artifacts:
                  - maven: {group: %s, artifact: %s, version: %s, classifier: %s, type: %s}
                    sha512: %s
                """.formatted(
                        KAFKA.bootstrapServers(),
                        "debezium-artifact-" + cluster,
                        plugin.getName(),
                        repository.getAddress().getPort(),
                        maven.getGroup(),
                        maven.getArtifact(),
                        maven.getVersion(),
                        maven.getClassifier(),
                        maven.getType(),
                        artifact.getSha512()));
        return within(START)
                .until(new WorkerPlayer(API, cluster)::statefulSet, found -> found != null)
                .getSpec()
                .getTemplate();
    }

    private String properties(PodTemplateSpec template) {
        return new MountedSecrets(API, files.path())
                .mount(
                        template.getSpec(),
                        template.getMetadata().getAnnotations().get("kafkaconnect.dev/worker.properties"));
    }

    private void create(String url) throws Exception {
        String connector = """
                {"name": "orders", "config": {
                  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                  "database.hostname": "127.0.0.1", "database.port": "%d", "database.user": "%s",
                  "database.password": "%s", "database.dbname": "postgres", "topic.prefix": "%s",
                  "slot.name": "%s", "plugin.name": "pgoutput", "table.include.list": "public.orders",
                  "publication.autocreate.mode": "filtered"}}
                """.formatted(DATABASE.port, Postgres.USER, Postgres.PASSWORD, PREFIX, PREFIX);
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/connectors"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(connector))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}

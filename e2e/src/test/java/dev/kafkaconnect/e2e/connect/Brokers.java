package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.apiserver.Patience.within;

import dev.kafkaconnect.e2e.apiserver.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/** Three brokers that are controllers too, each with as little memory as it can do with. */
final class Brokers implements AutoCloseable {
    private static final int COUNT = 3;
    private static final Duration START = Duration.ofSeconds(90);
    private static final String CLUSTER_ID = "LocalKafka-ForTests-AA";

    private final List<Node> nodes;
    private final List<JavaProcess> processes;
    private final TemporaryDirectory data;

    private record Node(int id, String address, int port, int controllerPort) {
        static Node of(int id) {
            String address = "127.0.0." + id;
            return new Node(id, address, Loopback.freePort(address), Loopback.freePort(address));
        }

        String broker() {
            return address + ":" + port;
        }

        String voter() {
            return "%d@%s:%d".formatted(id, address, controllerPort);
        }
    }

    private Brokers(List<Node> nodes, List<JavaProcess> processes, TemporaryDirectory data) {
        this.nodes = nodes;
        this.processes = processes;
        this.data = data;
    }

    static Brokers start() {
        TemporaryDirectory data = TemporaryDirectory.create("kafka-");
        List<Node> nodes = IntStream.rangeClosed(1, COUNT).mapToObj(Node::of).toList();
        List<Path> properties =
                nodes.stream().map(node -> properties(node, nodes, data.path())).toList();
        properties.stream().map(file -> tool("format", file)).toList().forEach(format -> format.awaitSuccess(START));
        List<JavaProcess> processes = properties.stream().map(Brokers::broker).toList();
        Brokers brokers = new Brokers(nodes, processes, data);
        brokers.awaitAll();
        return brokers;
    }

    private static Path properties(Node node, List<Node> all, Path data) {
        String text = """
                node.id=%d
                controller.quorum.voters=%s
                listeners=PLAINTEXT://%s,CONTROLLER://%s:%d
                advertised.listeners=PLAINTEXT://%s
                log.dirs=%s
                default.replication.factor=3
                min.insync.replicas=2
                offsets.topic.replication.factor=3
                transaction.state.log.replication.factor=3
                transaction.state.log.min.isr=2
                share.coordinator.state.topic.replication.factor=3
                """.formatted(
                        node.id(),
                        all.stream().map(Node::voter).collect(Collectors.joining(",")),
                        node.broker(),
                        node.address(),
                        node.controllerPort(),
                        node.broker(),
                        data.resolve("broker-" + node.id()));
        Path file = data.resolve("broker-%d.properties".formatted(node.id()));
        try {
            String shared = Files.readString(Project.file("deploy/local/kafka/config/broker.properties"))
                    .lines()
                    .filter(line -> !line.startsWith("listeners="))
                    .collect(Collectors.joining("\n"));
            Files.writeString(file, shared + "\n" + text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    private static JavaProcess tool(String command, Path properties) {
        return JavaProcess.start(
                "storage-" + name(properties),
                List.of("-Xmx128m", log4j("tools-log4j2.xml")),
                libraries(),
                List.of(
                        "kafka.tools.StorageTool",
                        command,
                        "--cluster-id",
                        CLUSTER_ID,
                        "--config",
                        properties.toString()));
    }

    private static JavaProcess broker(Path properties) {
        return JavaProcess.start(
                name(properties),
                List.of("-Xmx192m", "-XX:MaxMetaspaceSize=128m", log4j("log4j2.xml")),
                libraries(),
                List.of("kafka.Kafka", properties.toString()));
    }

    private static String name(Path properties) {
        return properties.getFileName().toString().replace(".properties", "");
    }

    private static String libraries() {
        return Project.file("deploy/local/kafka/target/dist/libs") + "/*";
    }

    private static String log4j(String file) {
        return "-Dlog4j2.configurationFile=" + Project.file("deploy/local/kafka/config/" + file);
    }

    private void awaitAll() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            within(START)
                    .alias("three brokers: " + processes)
                    .until(() -> admin.describeCluster().nodes().get().size() == COUNT);
        }
    }

    String bootstrapServers() {
        return nodes.stream().map(Node::broker).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::kill);
        data.close();
    }
}

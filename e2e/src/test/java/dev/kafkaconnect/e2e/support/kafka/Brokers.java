package dev.kafkaconnect.e2e.support.kafka;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.processes.ClassArchive;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** Three brokers that are controllers too, each with as little memory as it can do with. */
public final class Brokers implements AutoCloseable {
    private static final int COUNT = 3;
    private static final Duration START = Duration.ofSeconds(90);
    private static final String CLUSTER_ID = "LocalKafka-ForTests-AA";
    private static final String LIBRARIES = "deploy/local/kafka/target/dist/libs";

    private final List<Node> nodes;
    private final List<JavaProcess> processes;
    private final TemporaryDirectory data;
    private final IntFunction<JavaProcess> starter;

    /**
     * What secured brokers have besides: listeners SASL_SSL and SSL.
     *
     * @param properties of each broker
     * @param flags of each broker's JVM
     */
    record Security(String properties, List<String> flags) {
        static final Security NONE = new Security("", List.of());

        private static final List<String> LISTENERS = List.of("SASL_SSL", "SSL");

        List<String> listeners() {
            return properties.isEmpty() ? List.of() : LISTENERS;
        }
    }

    private record Node(int id, String address, int port, int controllerPort, Map<String, Integer> more) {
        static Node of(int id, Security security) {
            String address = "127.0.0." + id;
            List<String> more = security.listeners();
            List<Integer> ports = Loopback.freePorts(address, 2 + more.size());
            return new Node(
                    id,
                    address,
                    ports.get(0),
                    ports.get(1),
                    IntStream.range(0, more.size())
                            .boxed()
                            .collect(Collectors.toMap(more::get, index -> ports.get(2 + index))));
        }

        String moreListeners() {
            return more.entrySet().stream()
                    .map(one -> ",%s://%s:%d".formatted(one.getKey(), address, one.getValue()))
                    .collect(Collectors.joining());
        }

        String broker() {
            return address + ":" + port;
        }

        String voter() {
            return "%d@%s:%d".formatted(id, address, controllerPort);
        }
    }

    private Brokers(
            List<Node> nodes, List<JavaProcess> processes, TemporaryDirectory data, IntFunction<JavaProcess> starter) {
        this.nodes = nodes;
        this.processes = processes;
        this.data = data;
        this.starter = starter;
    }

    public static Brokers start() {
        return start(Security.NONE);
    }

    static Brokers start(Security security) {
        TemporaryDirectory data = TemporaryDirectory.create("kafka-");
        List<Node> nodes = IntStream.rangeClosed(1, COUNT)
                .mapToObj(id -> Node.of(id, security))
                .toList();
        List<Path> properties = nodes.stream()
                .map(node -> properties(node, nodes, data.path(), security))
                .toList();
        ClassArchive archive = ClassArchive.of("broker", Project.file(LIBRARIES));
        properties.stream().map(file -> format(file, archive)).toList().forEach(format -> format.awaitSuccess(START));
        boolean trains = !archive.isThere();
        List<JavaProcess> processes = new ArrayList<>();
        for (Path file : properties) {
            boolean first = processes.isEmpty();
            processes.add(broker(file, security, trains && first ? archive.training() : archive.flags()));
        }
        Brokers brokers =
                new Brokers(nodes, processes, data, index -> broker(properties.get(index), security, archive.flags()));
        brokers.awaitAll();
        if (trains) {
            processes.getFirst().close();
            archive.isComplete();
            processes.set(0, broker(properties.getFirst(), security, archive.flags()));
            brokers.awaitAll();
        }
        return brokers;
    }

    private static Path properties(Node node, List<Node> all, Path data, Security security) {
        String text = """
                node.id=%d
                controller.quorum.voters=%s
                listeners=PLAINTEXT://%s,CONTROLLER://%s:%d%s
                advertised.listeners=PLAINTEXT://%s%s
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
                        node.moreListeners(),
                        node.broker(),
                        node.moreListeners(),
                        data.resolve("broker-" + node.id()));
        Path file = data.resolve("broker-%d.properties".formatted(node.id()));
        try {
            String shared = Files.readString(Project.file("deploy/local/kafka/config/broker.properties"))
                    .lines()
                    .filter(line -> !line.startsWith("listeners="))
                    .collect(Collectors.joining("\n"));
            Files.writeString(file, shared + "\n" + text + security.properties());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    private static JavaProcess format(Path properties, ClassArchive archive) {
        List<String> flags = new ArrayList<>(List.of("-Xmx128m", log4j("tools-log4j2.xml")));
        flags.addAll(archive.flags());
        return JavaProcess.start(
                "storage-" + name(properties),
                flags,
                libraries(),
                List.of(
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        CLUSTER_ID,
                        "--config",
                        properties.toString()));
    }

    private static JavaProcess broker(Path properties, Security security, List<String> archiveFlags) {
        List<String> flags = new ArrayList<>(List.of("-Xmx192m", "-XX:MaxMetaspaceSize=128m", log4j("log4j2.xml")));
        flags.addAll(security.flags());
        flags.addAll(archiveFlags);
        return JavaProcess.start(name(properties), flags, libraries(), List.of("kafka.Kafka", properties.toString()));
    }

    private static String name(Path properties) {
        return properties.getFileName().toString().replace(".properties", "");
    }

    private static String libraries() {
        return Project.file(LIBRARIES) + "/*";
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

    public String bootstrapServers() {
        return nodes.stream().map(Node::broker).collect(Collectors.joining(","));
    }

    /** @param listener one of those that secured brokers have besides */
    String bootstrapServers(String listener) {
        return nodes.stream()
                .map(node -> node.address() + ":" + node.more().get(listener))
                .collect(Collectors.joining(","));
    }

    /** What all of them have taken of the processors since they began. */
    public Duration cpu() {
        return processes.stream().map(JavaProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** All at once: connections stay open, and nobody answers. */
    public void pause() {
        processes.forEach(JavaProcess::pause);
    }

    public void goOn() {
        processes.forEach(JavaProcess::goOn);
    }

    /** One after the other ends in good order and starts again, as for an upgrade. */
    public void roll() {
        for (int index = 0; index < COUNT; index++) {
            processes.get(index).close();
            processes.set(index, starter.apply(index));
            awaitAll();
            awaitReplicas();
        }
    }

    private void awaitReplicas() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            within(START)
                    .ignoreExceptions()
                    .until(() -> admin
                            .describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get())
                            .allTopicNames()
                            .get()
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.isr().size() == COUNT));
        }
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::kill);
        data.close();
    }
}

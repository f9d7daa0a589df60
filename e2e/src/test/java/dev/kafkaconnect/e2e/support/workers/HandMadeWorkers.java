package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Workers as people start them who have no operator: Kafka's own main class, a properties file, and a log with every request. For
 * tests of what is moved in; does not know what the operator makes of them.
 */
public final class HandMadeWorkers implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);
    /** As the log of a worker has them. */
    public static final List<String> WRITING = List.of("\"PUT /", "\"POST /", "\"DELETE /", "\"PATCH /");

    private static final String LOG = """
            <Configuration status="warn">
              <Appenders><Console name="stdout"><PatternLayout pattern="%d %p %m (%c)%n"/></Console></Appenders>
              <Loggers><Root level="INFO"><AppenderRef ref="stdout"/></Root></Loggers>
            </Configuration>
            """;

    private final TemporaryDirectory files = TemporaryDirectory.create("by-hand-");
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<JavaProcess> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final String properties;

    /**
     * @param properties that all of them have
     * @param hosts names that they tell one another
     */
    public HandMadeWorkers(String name, String properties, List<String> hosts) {
        this.name = name;
        this.properties = properties;
        hosts.forEach(host -> addresses.put(host, Loopback.addressWithFree(RealWorkers.PORT, addresses.size())));
        StringBuilder known = new StringBuilder("127.0.0.1 localhost %s\n".formatted(ownName()));
        addresses.forEach((host, address) -> known.append("%s %s\n".formatted(address, host)));
        write("hosts", known.toString());
        write("log4j2.xml", LOG);
    }

    /** Kafka's clients ask for it, although they make nothing of it here. */
    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "nameless";
        }
    }

    public void start() {
        for (String host : addresses.keySet()) {
            int number = processes.size();
            Path file = write("worker-%d.properties".formatted(number), """
                    %s
                    listeners=http://%s:%d
                    rest.advertised.host.name=%s
                    plugin.path=%s,%s
                    plugin.discovery=service_load
                    """.formatted(
                            properties,
                            addresses.get(host),
                            RealWorkers.PORT,
                            host,
                            Project.file("examples/plugin-file/target/dist"),
                            Project.file("e2e/test-connectors/target/dist/plugins")));
            processes.add(JavaProcess.start(
                    "%s-%d".formatted(name, number),
                    List.of(
                            "-Xmx256m",
                            "-Djdk.net.hosts.file=" + files.path().resolve("hosts"),
                            "-Dlog4j2.configurationFile=" + files.path().resolve("log4j2.xml")),
                    Project.worker("libs") + "/*",
                    List.of("org.apache.kafka.connect.cli.ConnectDistributed", file.toString())));
        }
        within(START).ignoreExceptions().untilAsserted(() -> {
            for (int number = 0; number < processes.size(); number++) {
                connect(number).connectors();
            }
        });
    }

    public ConnectApi connect(int number) {
        return new HttpConnectApi(http, "http://" + endpoints().get(number), Timeouts.DEFAULT);
    }

    public List<String> endpoints() {
        return addresses.values().stream()
                .map(address -> address + ":" + RealWorkers.PORT)
                .toList();
    }

    /** The properties file that one of them was started with. */
    public Path propertiesFile() {
        return files.path().resolve("worker-0.properties");
    }

    /** How many requests their logs have that may change something, from whomever. */
    public long writingRequests() {
        return WRITING.stream().mapToLong(this::linesWith).sum();
    }

    /** How many lines of their logs hold a text. */
    public long linesWith(String text) {
        return processes.stream().mapToLong(process -> process.linesWith(text)).sum();
    }

    /** In good order, as somebody stops them who wants to move on. */
    public void stop() {
        List<Thread> ending = IntStream.range(0, processes.size())
                .mapToObj(number -> Thread.ofVirtual().start(processes.get(number)::close))
                .toList();
        ending.forEach(HandMadeWorkers::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Path write(String file, String text) {
        try {
            return Files.writeString(files.path().resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::kill);
        http.close();
        files.close();
    }
}

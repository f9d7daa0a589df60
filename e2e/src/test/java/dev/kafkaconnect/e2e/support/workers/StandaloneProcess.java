package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real standalone worker, with its files where the kubelet and a volume would put them. */
public final class StandaloneProcess implements AutoCloseable {
    private static final int PORT = 8083;

    private final String name;
    private final String host;
    private final String address;
    private final TemporaryDirectory files = TemporaryDirectory.create("standalone-");
    private final HttpClient http = HttpClient.newHttpClient();
    private JavaProcess process;

    /** @param host that it believes to have */
    StandaloneProcess(String name, String host) {
        this.name = name;
        this.host = host;
        this.address = Loopback.addressWithFree(PORT, 0);
    }

    String endpoint() {
        return address + ":" + PORT;
    }

    /**
     * Returns when it is healthy.
     *
     * @param properties of the worker, as the operator made them
     * @param connectors contents of the connector files by name
     */
    void start(String properties, Map<String, String> connectors) {
        List<String> mainAndArguments = new ArrayList<>();
        mainAndArguments.add("dev.kafkaconnect.worker.standalone.StandaloneWorker");
        mainAndArguments.add(write("worker.properties", """
                %s
                listeners=http://%s:%d
                rest.advertised.host.name=%s
                plugin.path=%s,%s,%s
                plugin.discovery=service_load
                offset.storage.file.filename=%s
                """.formatted(
                        properties.replace(
                                "/etc/kafka-connect-values", files.path().toString()),
                        address,
                        PORT,
                        host,
                        Project.worker("plugins"),
                        Project.file("examples/plugin-file/target/dist"),
                        Project.file("e2e/test-connectors/target/dist/plugins"),
                        offsets()))
                .toString());
        new TreeMap<>(connectors)
                .forEach((file, text) -> mainAndArguments.add(write(file, text).toString()));
        process = JavaProcess.start(
                name,
                List.of(
                        "-Xmx256m",
                        "-XX:MaxMetaspaceSize=192m",
                        "-Dlog4j2.configurationFile=" + Project.worker("config/log4j2.xml")),
                Project.worker("libs") + "/*",
                mainAndArguments);
        within(Duration.ofSeconds(120)).alias("healthy worker: " + process).until(this::isHealthy);
    }

    /** Where the offsets are. */
    public Path offsets() {
        return files.path().resolve("connect.offsets");
    }

    /** As the kubelet ends a container. */
    public void stop() {
        process.close();
    }

    /** Without a chance to say good-bye. */
    public void kill() {
        process.kill();
    }

    private boolean isHealthy() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://%s/health".formatted(endpoint())))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
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
        if (process != null) {
            process.kill();
        }
        http.close();
        files.close();
    }
}

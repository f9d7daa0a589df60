package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.processes.ClassArchive;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.operator.values.ValuesMount;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real workers of one group. Each believes that it has the host name of a pod: a hosts file of their own tells the workers
 * which loopback address that is, so that they reach one another.
 */
public final class RealWorkers implements AutoCloseable {
    public static final int PORT = 8083;

    private static final Duration START = Duration.ofSeconds(120);
    private static final String LIBRARIES = "libs";

    private final String name;
    private final List<String> properties;
    private final List<String> flags;
    private final TemporaryDirectory files = TemporaryDirectory.create("workers-");
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<Integer, Integer> loopbackPorts = new HashMap<>();
    private final List<JavaProcess> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private int metricsPort;
    private String classPath = Project.worker(LIBRARIES) + "/*";
    private final ClassArchive archive = ClassArchive.of("worker", Project.worker(LIBRARIES));

    /**
     * @param properties of the workers, without those that the worker image and its start script add
     * @param hosts one for each worker
     */
    public RealWorkers(String name, String properties, List<String> hosts) {
        this(name, properties, hosts, List.of());
    }

    /** @param flags of each worker's JVM, those that the start script adds */
    public RealWorkers(String name, String properties, List<String> hosts, List<String> flags) {
        this(name, Collections.nCopies(hosts.size(), properties), hosts, flags);
    }

    /**
     * @param properties of each worker
     * @param hosts one for each worker
     */
    public RealWorkers(String name, List<String> properties, List<String> hosts) {
        this(name, properties, hosts, List.of());
    }

    private RealWorkers(String name, List<String> properties, List<String> hosts, List<String> flags) {
        this.name = name;
        this.flags = flags;
        this.properties = new ArrayList<>(properties);
        hosts.forEach(host -> addresses.put(host, Loopback.addressWithFree(PORT, addresses.size())));
        write("hosts", hostsFile());
    }

    /** Has all of them find more classes, as those in extra-libs of the image. To be called before they are started. */
    public void extraLibs(Path directory) {
        classPath += File.pathSeparator + directory;
    }

    /** Has all of them serve metrics on this port of their addresses, as the start script does. To be called before they start. */
    public void serveMetrics(int port) {
        metricsPort = port;
    }

    private List<String> agent(int index) {
        return metricsPort == 0
                ? List.of()
                : List.of("-javaagent:%s=%s:%d:%s"
                        .formatted(
                                Project.worker("agents/jmx_prometheus_javaagent.jar"),
                                addresses.get(hosts().get(index)),
                                metricsPort,
                                Project.worker("config/metrics.yaml")));
    }

    /** Returns when all of them answer. Those that run already are left alone. */
    public void start() {
        start(addresses.size());
    }

    /** The same with the first ones only: who is alone leads the group, and goes on to when others join. */
    public void start(int count) {
        if (!archive.isThere()) {
            train();
        }
        for (int index = 0; index < count; index++) {
            if (index == processes.size()) {
                processes.add(process(index, flagsOf(index)));
            } else if (!processes.get(index).isAlive()) {
                processes.set(index, process(index, flagsOf(index)));
            }
        }
        awaitHealth(count);
    }

    private List<String> flagsOf(int index) {
        return Stream.concat(archive.flags().stream(), agent(index).stream()).toList();
    }

    /** The first worker of all comes and goes before the group is there. */
    private void train() {
        try (JavaProcess first = process(0, archive.training())) {
            awaitHealth(1);
        }
        archive.isComplete();
    }

    private void awaitHealth(int count) {
        within(START)
                .alias("healthy workers: " + processes)
                .until(() -> IntStream.range(0, count)
                        .mapToObj(this::healthAuthority)
                        .allMatch(this::isHealthy));
    }

    private JavaProcess process(int index, List<String> archiveFlags) {
        String host = hosts().get(index);
        Path file = write("worker-%d.properties".formatted(index), """
                %s
                listeners=%s
                rest.advertised.host.name=%s
                plugin.path=%s,%s,%s
                plugin.discovery=service_load
                """.formatted(
                        withDirectoryOfValues(properties.get(index)),
                        listeners(index),
                        host,
                        Project.worker("plugins"),
                        Project.file("examples/plugin-file/target/dist"),
                        Project.file("e2e/test-connectors/target/dist/plugins")));
        List<String> allFlags = new ArrayList<>(flags);
        allFlags.addAll(archiveFlags);
        allFlags.addAll(List.of(
                "-Xmx256m",
                "-XX:MaxMetaspaceSize=192m",
                "-Djdk.net.hosts.file=" + files.path().resolve("hosts"),
                "-Dlog4j2.configurationFile=" + Project.worker("config/log4j2.xml")));
        return JavaProcess.start(
                name + "-" + index,
                allFlags,
                classPath,
                List.of("dev.kafkaconnect.worker.DistributedWorker", file.toString()));
    }

    /** A worker does not start without the directory, which is nowhere unless its mount is played. */
    private String withDirectoryOfValues(String given) {
        return given.contains("config.providers.values.param.played.by=")
                ? given
                : given.replace(ValuesMount.DIRECTORY, files.path().toString());
    }

    /** As a pod has them, except that workers of one machine share its loopback. */
    private String listeners(int index) {
        String address = addresses.get(hosts().get(index));
        return isSecured(index)
                ? "https://%s:%d,http://127.0.0.1:%d".formatted(address, PORT, loopbackPort(index))
                : "http://%s:%d".formatted(address, PORT);
    }

    private boolean isSecured(int index) {
        return properties.get(index).contains("rest.advertised.listener=https");
    }

    /** Where a worker with TLS answers the probes. */
    public int loopbackPort(int index) {
        return loopbackPorts.computeIfAbsent(index, absent -> Loopback.freePort("127.0.0.1"));
    }

    /** Addresses of the workers by their names. */
    public Map<String, String> addresses() {
        return addresses;
    }

    private String healthAuthority(int index) {
        return isSecured(index) ? "127.0.0.1:" + loopbackPort(index) : endpoint(index);
    }

    private String hostsFile() {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        try {
            text.append("127.0.0.1 ")
                    .append(InetAddress.getLocalHost().getHostName())
                    .append('\n');
        } catch (IOException nameless) {
            // Then nobody asks for the name either.
        }
        addresses.forEach(
                (host, address) -> text.append(address).append(' ').append(host).append('\n'));
        return text.toString();
    }

    private Path write(String file, String text) {
        try {
            return Files.writeString(files.path().resolve(file), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isHealthy(String authority) {
        try {
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://%s/health".formatted(authority)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public List<String> hosts() {
        return List.copyOf(addresses.keySet());
    }

    /** Authority of one worker, dead or alive: host and port. */
    public String endpoint(int index) {
        return addresses.get(hosts().get(index)) + ":" + PORT;
    }

    /** Authorities of the workers that are alive, host and port; of all of them when none is. */
    public List<String> endpoints() {
        List<String> alive = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int index = 0; index < addresses.size(); index++) {
            String endpoint = endpoint(index);
            all.add(endpoint);
            if (index < processes.size() && processes.get(index).isAlive()) {
                alive.add(endpoint);
            }
        }
        return alive.isEmpty() ? all : alive;
    }

    /** Which of them the process is. */
    public int indexOf(long pid) {
        return IntStream.range(0, processes.size())
                .filter(index -> processes.get(index).pid() == pid)
                .findFirst()
                .orElseThrow();
    }

    /** What all of them have taken of the processors since they began. */
    public Duration cpu() {
        return processes.stream().map(JavaProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** How many lines of their logs hold a text. */
    public long linesWith(String text) {
        return processes.stream().mapToLong(process -> process.linesWith(text)).sum();
    }

    public void kill(int index) {
        processes.get(index).kill();
    }

    /** The worker ends in good order; the next one in its place has other properties. Returns when all answer. */
    void replace(int index, String others) {
        processes.get(index).close();
        properties.set(index, others);
        start();
    }

    public void killAll() {
        processes.forEach(JavaProcess::kill);
    }

    @Override
    public void close() {
        killAll();
        http.close();
        files.close();
    }
}

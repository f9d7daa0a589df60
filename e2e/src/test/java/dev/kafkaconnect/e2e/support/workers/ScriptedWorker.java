package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A distributed worker that the start script of the worker image starts as in a pod of the operator's template: with the contract that
 * the template names, and with plug-ins where it mounts them. Other workers of the tests do without the script, for the sake of speed.
 */
public final class ScriptedWorker implements AutoCloseable {
    private static final String HOME = "/opt/kafka-connect/";

    /** What the kubelet keeps of the log of a container that ends. */
    private static final int KEPT = 2048;

    private final String name;
    private final Container container;
    private final Path files;
    private final Path home;
    private final String address = Loopback.addressWithFree(RealWorkers.PORT, 60);
    private JavaProcess process;

    /** @param files a directory for what is in the image and in volumes */
    public ScriptedWorker(String name, PodSpec pod, Path files) {
        this.name = name;
        this.container = pod.getContainers().getFirst();
        this.files = files;
        this.home = files.resolve("home");
        try {
            Files.createDirectories(home);
            for (String part : List.of("libs", "config")) {
                Files.createSymbolicLink(home.resolve(part), Project.worker(part));
            }
            linkPlugins(Project.worker("plugins"), Files.createDirectories(home.resolve("plugins")));
            Files.createSymbolicLink(home.resolve("contract"), Project.file("worker-image/contract"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One by one: what is mounted beside them must not get among the files that images are built from. */
    private static void linkPlugins(Path shipped, Path plugins) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(shipped)) {
            for (Path one : all) {
                Files.createSymbolicLink(plugins.resolve(one.getFileName()), one);
            }
        }
    }

    /** Where the worker sees a volume. */
    public Path mountOf(String volume) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .map(VolumeMount::getMountPath)
                .map(path -> home.resolve(path.substring(HOME.length())))
                .findFirst()
                .orElseThrow();
    }

    public void start(String properties) throws IOException {
        Path file = Files.writeString(
                files.resolve("worker.properties"),
                properties + "\nlisteners=http://%s:%d\n".formatted(address, RealWorkers.PORT));
        process = JavaProcess.startScript(
                name,
                List.of(Project.file("worker-image/bin/connect-worker").toString(), "distributed", file.toString()),
                Map.of(
                        "CONNECT_HOME", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "TMPDIR", files.toString(),
                        "WORKER_CONTRACT", contract(),
                        "JVM_FLAGS", "-Xmx256m -XX:TieredStopAtLevel=1"));
    }

    private String contract() {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals("WORKER_CONTRACT"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    public String url() {
        return "http://%s:%d".formatted(address, RealWorkers.PORT);
    }

    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** As a kubelet reads them off its log. */
    public String lastWords() throws IOException {
        byte[] log = Files.readAllBytes(Project.output("logs").resolve(name + ".log"));
        int length = Math.min(log.length, KEPT);
        return new String(log, log.length - length, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}

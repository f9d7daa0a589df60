package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plays the kubelet for the container that downloads a plug-in: runs what is in the worker image with the arguments of the operator's
 * template, on directories that stand for volumes.
 */
public final class PlayedDownload {
    private static final long LIMIT_SECONDS = 120;

    private PlayedDownload() {}

    /**
     * @param home a directory that stands for /opt/kafka-connect
     * @return what a kubelet would report of the end
     */
    public static Ended run(Container container, Path home, Path volume) {
        List<String> arguments = container.getArgs().stream()
                .map(argument -> argument.equals(mountPath(container)) ? volume.toString() : argument)
                .toList();
        try {
            Files.createDirectories(home);
            Path libraries = home.resolve("fetch");
            if (!Files.exists(libraries)) {
                Files.createSymbolicLink(libraries, Project.file("worker-image/target/dist/fetch"));
            }
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(program(container), arguments.stream())
                            .toList())
                    .redirectErrorStream(true);
            builder.environment().put("CONNECT_HOME", home.toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the download does not end: " + said);
            }
            return new Ended(process.exitValue(), said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** Exit code and log of a container. */
    public record Ended(int code, String said) {}

    private static Stream<String> program(Container container) {
        return container.getCommand().stream()
                .map(part -> part.replace(
                        "/opt/kafka-connect", Project.file("worker-image").toString()));
    }

    private static String mountPath(Container container) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().startsWith("plugin-"))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }
}

package dev.kafkaconnect.e2e.connect;

import dev.kafkaconnect.e2e.apiserver.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A small JVM beside this one. Its log stays in e2e/target; it never outlives this process. */
final class JavaProcess implements AutoCloseable {
    private static final Duration ORDERLY_END = Duration.ofSeconds(15);
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "end-java-processes"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private JavaProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** @param classPath as java takes it, wildcards included */
    static JavaProcess start(String name, List<String> flags, String classPath, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xss512k",
                "-XX:-UsePerfData"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath));
        command.addAll(mainAndArguments);
        return launch(name, command, Map.of());
    }

    /** A script that makes way for a JVM. */
    static JavaProcess startScript(String name, List<String> command, Map<String, String> environment) {
        return launch(name, command, environment);
    }

    private static JavaProcess launch(String name, List<String> command, Map<String, String> environment) {
        Path log = Project.output("logs").resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            ALIVE.add(process);
            return new JavaProcess(name, log, process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** For processes that end by themselves. */
    void awaitSuccess(Duration limit) {
        if (!ends(limit)) {
            kill();
            throw new IllegalStateException("%s did not end within %s; see %s".formatted(name, limit, log));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d; see %s".formatted(name, process.exitValue(), log));
        }
    }

    /** Without a chance to say good-bye. */
    void kill() {
        process.destroyForcibly();
        ends(ORDERLY_END);
    }

    @Override
    public void close() {
        process.destroy();
        if (!ends(ORDERLY_END)) {
            kill();
        }
    }

    private boolean ends(Duration limit) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                ALIVE.remove(process);
            }
            return ended;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return "%s (%s, log %s)".formatted(name, isAlive() ? "alive" : "ended", log);
    }
}

package dev.kafkaconnect.e2e.support.processes;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A small JVM beside this one. Its log stays in e2e/target; it never outlives this process. */
public final class JavaProcess implements AutoCloseable {
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
    public static JavaProcess start(String name, List<String> flags, String classPath, List<String> mainAndArguments) {
        return start(name, flags, classPath, mainAndArguments, Map.of());
    }

    /** The same with variables in its environment. */
    public static JavaProcess start(
            String name,
            List<String> flags,
            String classPath,
            List<String> mainAndArguments,
            Map<String, String> environment) {
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
        return launch(name, command, environment);
    }

    /** A script that makes way for a JVM. */
    public static JavaProcess startScript(String name, List<String> command, Map<String, String> environment) {
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

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has in memory at the moment, in MiB. */
    public long memory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What it has taken of the processors since it began. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** For processes that end by themselves. */
    public void awaitSuccess(Duration limit) {
        if (!ends(limit)) {
            kill();
            throw new IllegalStateException("%s did not end within %s; see %s".formatted(name, limit, log));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "%s ended with exit code %d; see %s".formatted(name, process.exitValue(), log));
        }
    }

    /** It does nothing, and closes no connection, until it goes on. */
    public void pause() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    private void signal(String signal) {
        startScript("kill", List.of("kill", "-" + signal, String.valueOf(pid())), Map.of())
                .awaitSuccess(ORDERLY_END);
    }

    /** How many lines of its log, and of its forerunners' of the same name, hold a text. */
    public long linesWith(String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Without a chance to say good-bye. */
    public void kill() {
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

package dev.kafkaconnect.e2e.support.processes;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL server from Debian's packages, on loopback, that lets its changes be followed. Registered as a static field. */
public final class Postgres implements BeforeAllCallback, AfterAllCallback {
    public static final String USER = "postgres";
    public static final String PASSWORD = "only-on-loopback";

    private static final Duration START = Duration.ofSeconds(60);

    public final int port = Loopback.freePort("127.0.0.1");
    private final Path log = Project.output("logs").resolve("postgres.log");
    private final TemporaryDirectory directory = TemporaryDirectory.create("postgres-");
    private final Path data = directory.path().resolve("data");

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path passwordFile = Files.writeString(directory.path().resolve("password"), PASSWORD);
        if (isRoot()) {
            run(List.of("chown", "-R", USER, directory.path().toString()));
        }
        asServer(
                "initdb", "--pgdata=" + data, "--auth=scram-sha-256", "--username=" + USER, "--pwfile=" + passwordFile);
        start();
    }

    /** Returns when it answers. */
    public void start() {
        asServer(
                "pg_ctl",
                "start",
                "--pgdata=" + data,
                "--log=" + directory.path().resolve("server.log"),
                "--options=-h 127.0.0.1 -p %d -k %s -c wal_level=logical -c fsync=off"
                        .formatted(port, directory.path()));
        within(START).until(() -> {
            execute("select 1");
            return true;
        });
    }

    /** As if the machine had lost power. */
    public void stop() {
        asServer("pg_ctl", "stop", "--pgdata=" + data, "--mode=immediate");
    }

    public void execute(String sql) {
        run(List.of(
                program("psql"),
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + USER,
                "--set=ON_ERROR_STOP=1",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--command=" + sql));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        directory.close();
    }

    /** The server refuses to be run by root. */
    private void asServer(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        command.add(program(program));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .toString();
        } catch (IOException missing) {
            throw new UncheckedIOException("PostgreSQL is missing; install Debian's package postgresql", missing);
        }
    }

    private void run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().putAll(Map.of("PGPASSWORD", PASSWORD, "LC_ALL", "C"));
            Process process = builder.start();
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("%s did not end; see %s".formatted(command.getFirst(), log));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s ended with %d; see %s".formatted(command, process.exitValue(), log));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}

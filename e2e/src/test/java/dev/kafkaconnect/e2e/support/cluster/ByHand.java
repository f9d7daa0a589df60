package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST API of a cluster with TLS as the manual has people use it: the very commands that it prints. */
public final class ByHand {
    private static final Pattern COMMANDS =
            Pattern.compile("## Use the API by hand\\n.*?```\\n(.*?)```", Pattern.DOTALL);

    private ByHand() {}

    /** What is printed for a GET, by the commands and by the worker. */
    public static String get(LocalCluster cluster, String connectCluster, String path) {
        int port = freePort();
        String commands = documented()
                .replace("payments", connectCluster)
                .replace(".team.", "." + cluster.namespace() + ".")
                .replace("kubectl ", "kubectl --namespace %s ".formatted(cluster.namespace()))
                .replace(" 8083 &", " %d:8083 &".formatted(port))
                .replace("localhost:8083", "localhost:" + port)
                .replace("/connectors", path);
        return bash("set -e; directory=$(mktemp -d); cd $directory\n"
                + "trap 'kill $(jobs -p); rm -r $directory' EXIT\n"
                + commands);
    }

    private static String documented() {
        try {
            Matcher commands = COMMANDS.matcher(Files.readString(Project.file("docs/how-to/rest-api.md")));
            if (!commands.find()) {
                throw new AssertionError("docs/how-to/rest-api.md does not say how to use the REST API by hand");
            }
            return commands.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String bash(String script) {
        try {
            Process process = new ProcessBuilder("timeout", "60", "bash", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package dev.kafkaconnect.e2e.support.cluster;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A release of the Helm chart on the cluster that KUBECONFIG names, by the helm that this project builds. Knows nothing of what
 * the values mean.
 */
public record HelmRelease(String name, String namespace) {
    private static final String CHART = "deploy/helm/kafka-connect-operator";

    /** The chart of the checkout as it would be published with that version. */
    public static Path chart(String version) {
        Path directory = Project.output("charts");
        run("package", Project.file(CHART).toString(), "--version", version, "--destination", directory.toString());
        return directory.resolve("kafka-connect-operator-" + version + ".tgz");
    }

    /** Returns when the operator is ready. Definitions that are there already become the release's. */
    public void install(Path chart, String... values) {
        List<String> command = command("install", name, chart.toString(), "--create-namespace", "--take-ownership");
        command.addAll(List.of("--wait", "--timeout", "180s"));
        run(withValues(command, values));
    }

    /** Returns when the operator is ready. */
    public void upgrade(Path chart, String... values) {
        List<String> command = command("upgrade", name, chart.toString(), "--reset-then-reuse-values");
        command.addAll(List.of("--wait", "--timeout", "180s"));
        run(withValues(command, values));
    }

    /** Returns when the Deployment is deleted; its last pod may still be terminating. */
    public void uninstall() {
        List<String> command = command("uninstall", name);
        command.addAll(List.of("--wait", "--timeout", "180s"));
        run(command.toArray(String[]::new));
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--namespace", namespace));
        return command;
    }

    private static String[] withValues(List<String> command, String... values) {
        Arrays.stream(values).forEach(value -> command.addAll(List.of("--set", value)));
        return command.toArray(String[]::new);
    }

    private static void run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Project.file("deploy/local/helm").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output;
            try (var stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}

package dev.kafkaconnect.e2e.support.documentation;

import dev.kafkaconnect.e2e.support.project.Project;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real kubectl as a user of the checkout has it: in its top directory, with a kubeconfig and a namespace. */
public final class Kubectl {
    private final Path home;
    private final Path kubeconfig;

    /** @param home for the kubeconfig and what kubectl remembers */
    public Kubectl(Config server, String namespace, Path home) throws IOException {
        this.home = home;
        this.kubeconfig = Files.createFile(
                home.resolve("kubeconfig"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: '%s', insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: '%s'}}]
                contexts: [{name: c, context: {cluster: c, user: u, namespace: %s}}]
                current-context: c
                """.formatted(server.getMasterUrl(), server.getOauthToken(), namespace));
    }

    /** @param output of both streams */
    public record Result(int exitCode, String output) {}

    /** @param command as a shell takes it, kubectl at its beginning */
    public Result run(String command) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command)
                .directory(Project.file(".").toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        shell.environment().put("KUBECONFIG", kubeconfig.toString());
        shell.environment().put("HOME", home.toString());
        shell.environment().put("PATH", binary().getParent() + ":" + System.getenv("PATH"));
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + command);
        }
        return new Result(process.exitValue(), output);
    }

    private static Path binary() throws IOException {
        try (Stream<Path> files = Files.walk(Project.output("api-test"))) {
            return files.filter(file -> file.endsWith("kubectl")).findFirst().orElseThrow();
        }
    }
}

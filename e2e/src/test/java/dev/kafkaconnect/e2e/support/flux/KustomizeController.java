package dev.kafkaconnect.e2e.support.flux;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.processes.Loopback;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.waiting.Eventually;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Applies what {@link CommittedFiles} serves, with the permissions of an administrator. Registered as a static field. */
public final class KustomizeController implements BeforeAllCallback, AfterAllCallback {
    private static final Duration END = Duration.ofSeconds(20);

    private final ApiServer api;
    private final TemporaryDirectory directory = TemporaryDirectory.create("kustomize-controller-");
    private Process process;

    /** @param api of the same test class, registered before */
    public KustomizeController(ApiServer api) {
        this.api = api;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        FluxDefinitions.install(api.admin(), script("definitions"));
        int health = Loopback.freePort("127.0.0.1");
        Path log = Project.output("logs").resolve("kustomize-controller.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Project.file("deploy/local/kustomize-controller").toString(),
                        "run",
                        "--metrics-addr=127.0.0.1:" + Loopback.freePort("127.0.0.1"),
                        "--health-addr=127.0.0.1:" + health,
                        "--log-encoding=console")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig().toString());
        builder.environment().put("RUNTIME_NAMESPACE", "default");
        builder.environment().put("TMPDIR", directory.path().toString());
        process = builder.start();
        Eventually.within(Duration.ofSeconds(30)).until(() -> isReady(health));
    }

    private static boolean isReady(int port) throws IOException {
        URI address = URI.create("http://127.0.0.1:%d/readyz".formatted(port));
        try {
            return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private Path kubeconfig() throws IOException {
        Config admin = api.adminConfig();
        return Files.writeString(directory.path().resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: '%s', certificate-authority: '%s'}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {token: '%s'}}]
                """.formatted(
                        admin.getMasterUrl(), admin.getCaCertFile(), admin.getOauthToken()));
    }

    private static String script(String command) {
        try {
            Process process = new ProcessBuilder(
                            Project.file("deploy/local/kustomize-controller").toString(), command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        directory.close();
    }
}

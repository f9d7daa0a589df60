package dev.kafkaconnect.e2e.support.operator;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator as its image starts it: the program itself, its jars in their order and, if wanted, its class archive, which is made
 * here as it is made for the image. Called by tests that measure its start; its workers and its Kafka would have to be real ones.
 */
public final class ShippedOperator {
    private static final Duration TRAINING = Duration.ofMinutes(3);

    private final ApiServer api;
    private final Path archive = Project.output("archives").resolve("operator.aot");

    public ShippedOperator(ApiServer api) {
        this.api = api;
    }

    /** To be called before {@link #start} with the archive. */
    public void train() {
        List<String> command =
                new ArrayList<>(List.of(Project.file("operator/aot/train").toString(), archive.toString()));
        command.addAll(ShippedMemory.flags());
        command.addAll(List.of("-cp", classPath()));
        JavaProcess.startScript("operator-training", command, Map.of("JAVA_HOME", System.getProperty("java.home")))
                .awaitSuccess(TRAINING);
    }

    public JavaProcess start(boolean archived) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ShippedMemory.flags());
        if (archived) {
            command.addAll(List.of("-XX:AOTCache=" + archive, "-Xlog:aot*=error"));
        }
        command.addAll(List.of("-cp", classPath(), "dev.kafkaconnect.operator.OperatorMain"));
        return JavaProcess.startScript(
                "operator-as-shipped", command, environment(api.operatorConfig().build()));
    }

    private static Map<String, String> environment(Config access) {
        return Map.of(
                "KUBERNETES_MASTER",
                access.getMasterUrl(),
                "KUBERNETES_AUTH_TOKEN",
                access.getOauthToken(),
                "KUBERNETES_CERTS_CA_FILE",
                access.getCaCertFile(),
                "KUBERNETES_IMPERSONATE_USERNAME",
                access.getImpersonateUsername(),
                "KUBERNETES_IMPERSONATE_GROUP",
                String.join(",", access.getImpersonateGroups()),
                "WORKER_IMAGE",
                RunningOperator.DEFAULT_IMAGE,
                "POD_NAME",
                OperatorProcess.POD,
                "POD_NAMESPACE",
                RunningOperator.OWN_NAMESPACE,
                "HEALTH_PORT",
                "0",
                "METRICS_PORT",
                "0");
    }

    private static String classPath() {
        try (Stream<Path> jars = Files.list(Project.file("operator/target/dist/libs"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package dev.kafkaconnect.e2e.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs a command in a pod, as kubectl exec does. */
final class Exec {
    private static final int LIMIT_SECONDS = 60;

    private Exec() {}

    static String run(KubernetesClient client, String namespace, String pod, String... command) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (ExecWatch watch = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .writingOutput(output)
                .writingError(errors)
                .exec(command)) {
            Integer exitCode = watch.exitCode().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (exitCode != 0) {
                throw new AssertionError("%s in pod %s ended with %d: %s%s"
                        .formatted(Arrays.toString(command), pod, exitCode, text(output), text(errors)));
            }
            return text(output);
        } catch (Exception failed) {
            throw new AssertionError("%s in pod %s failed".formatted(Arrays.toString(command), pod), failed);
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

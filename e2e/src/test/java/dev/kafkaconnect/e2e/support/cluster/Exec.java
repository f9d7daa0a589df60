package dev.kafkaconnect.e2e.support.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs a command in a pod, as kubectl exec does. */
public final class Exec {
    private static final int LIMIT_SECONDS = 60;

    private Exec() {}

    public static String run(KubernetesClient client, String namespace, String pod, String... command) {
        return run(client.pods().inNamespace(namespace).withName(pod), pod, command);
    }

    /** In a pod with containers beside the worker's. */
    public static String inWorker(KubernetesClient client, String namespace, String pod, String... command) {
        return run(client.pods().inNamespace(namespace).withName(pod).inContainer("worker"), pod, command);
    }

    private static String run(ContainerResource place, String pod, String... command) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        try (ExecWatch watch = place.writingOutput(output).writingError(errors).exec(command)) {
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

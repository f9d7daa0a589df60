package dev.kafkaconnect.e2e.support.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A pod that serves one file in plain HTTP, with the Java of a worker. Gone with the namespace of the test. */
public final class FileServer {
    private static final String NAME = "files";
    private static final int PORT = 8000;

    private FileServer() {}

    /**
     * Returns when the file can be had.
     *
     * @param like a pod whose image and security context will do
     * @param file up to a mebibyte
     * @return where it is
     */
    public static String serving(LocalCluster cluster, Pod like, Path file) {
        String name = String.valueOf(file.getFileName());
        cluster.admin().resource(content(cluster, name, file)).create();
        cluster.admin()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("app", NAME))
                        .addNewPort()
                        .withPort(PORT)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        cluster.admin().resource(server(cluster, like, name)).create();
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(NAME)
                .waitUntilReady(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
        return "http://%s.%s.svc:%d/%s".formatted(NAME, cluster.namespace(), PORT, name);
    }

    private static ConfigMap content(LocalCluster cluster, String name, Path file) {
        try {
            return new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(NAME)
                    .withNamespace(cluster.namespace())
                    .endMetadata()
                    .addToBinaryData(name, Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                    .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Pod server(LocalCluster cluster, Pod like, String name) {
        var container = like.getSpec().getContainers().getFirst();
        return new PodBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(cluster.namespace())
                .addToLabels("app", NAME)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .withSecurityContext(like.getSpec().getSecurityContext())
                .addNewContainer()
                .withName(NAME)
                .withImage(container.getImage())
                .withCommand("/opt/java/bin/java", "-m", "jdk.httpserver")
                .withArgs("-b", "0.0.0.0", "-p", String.valueOf(PORT), "-d", "/files")
                .withSecurityContext(container.getSecurityContext())
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withNewPort(PORT)
                .endTcpSocket()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                // The server answers for no symbolic link, which a ConfigMap has in place of its files otherwise.
                .addNewVolumeMount()
                .withName(NAME)
                .withMountPath("/files/" + name)
                .withSubPath(name)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName(NAME)
                .withNewConfigMap()
                .withName(NAME)
                .endConfigMap()
                .endVolume()
                .endSpec()
                .build();
    }
}

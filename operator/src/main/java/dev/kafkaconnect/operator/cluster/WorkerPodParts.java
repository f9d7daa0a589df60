package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The list of concerns that add to the pod of a worker. Whoever adds one adds a line to {@link #of}. Pure. */
final class WorkerPodParts {
    static final String CONFIG_HASH = "kafkaconnect.dev/config-hash";
    static final String CONFIG_DIRECTORY = "/etc/kafka-connect";

    private WorkerPodParts() {}

    static PodPart of(ClusterPlan plan, ConfigMap config) {
        return Stream.of(
                        identity(plan),
                        configuration(config),
                        scratch(),
                        plan.options().jvm().part(),
                        plan.options().metrics().part())
                .reduce(PodPart.NOTHING, PodPart::and);
    }

    /** The name under which the worker tells the others to reach it. */
    private static PodPart identity(ClusterPlan plan) {
        return PodPart.env(
                new EnvVarBuilder()
                        .withName("POD_NAME")
                        .withNewValueFrom()
                        // Written out because the list entry is owned whole: the server's default would look like a
                        // difference.
                        .withNewFieldRef("v1", "metadata.name")
                        .endValueFrom()
                        .build(),
                new EnvVarBuilder()
                        .withName("ADVERTISED_HOST")
                        .withValue(plan.hostOf("$(POD_NAME)"))
                        .build());
    }

    private static PodPart configuration(ConfigMap config) {
        return PodPart.mounted(
                        new VolumeBuilder()
                                .withName("config")
                                .withNewConfigMap()
                                .withName(config.getMetadata().getName())
                                .endConfigMap()
                                .build(),
                        new VolumeMountBuilder()
                                .withName("config")
                                .withMountPath(CONFIG_DIRECTORY)
                                .withReadOnly(true)
                                .build())
                .and(PodPart.annotation(CONFIG_HASH, hash(config.getData().toString())));
    }

    private static PodPart scratch() {
        return PodPart.mounted(
                new VolumeBuilder()
                        .withName("tmp")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build(),
                new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.config.ConfigProviders;
import dev.kafkaconnect.operator.kafka.Authentication;
import dev.kafkaconnect.operator.kafka.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.SecretFile;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the workers come by what {@link KafkaSecurity} needs: files from the very Secrets, to
 * which their properties refer. No value passes through the operator. Pure.
 */
final class KafkaCredentials {
    static final String DIRECTORY = "/etc/kafka-connect-credentials";
    static final String VERSIONS = "kafkaconnect.dev/credentials";

    private static final String VOLUME = "kafka-credentials";
    private static final List<String> CLIENTS = List.of("", "producer.", "consumer.", "admin.");

    private KafkaCredentials() {}

    static PodPart podPart(ClusterPlan plan) {
        PodPart part = PodPart.NOTHING;
        if (plan.security().authentication() instanceof Authentication.OAuth oauth) {
            part = part.and(PodPart.env(new EnvVarBuilder()
                    .withName("OAUTH_TOKEN_ENDPOINTS")
                    .withValue(oauth.tokenEndpoint())
                    .build()));
        }
        List<SecretFile> files = plan.security().files();
        if (files.isEmpty()) {
            return part;
        }
        return part.and(PodPart.mounted(
                        new VolumeBuilder()
                                .withName(VOLUME)
                                .withNewProjected()
                                .withSources(files.stream()
                                        .map(KafkaCredentials::projection)
                                        .toList())
                                .endProjected()
                                .build(),
                        new VolumeMountBuilder()
                                .withName(VOLUME)
                                .withMountPath(DIRECTORY)
                                .withReadOnly(true)
                                .build()))
                .and(PodPart.annotation(VERSIONS, plan.secrets().versions()));
    }

    private static VolumeProjection projection(SecretFile file) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(file.secret())
                .withItems(new KeyToPathBuilder()
                        .withKey(file.key())
                        .withPath(file.file())
                        .build())
                .endSecret()
                .build();
    }

    /** For the worker itself and for the clients that it makes for connectors. */
    static SortedMap<String, String> properties(ClusterPlan plan) {
        SortedMap<String, String> all = new TreeMap<>();
        SortedMap<String, String> client = plan.security()
                .properties(file -> "${%s:%s:%s}".formatted(ConfigProviders.KAFKA_SECURITY, DIRECTORY, file.file()));
        CLIENTS.forEach(prefix -> client.forEach((key, value) -> all.put(prefix + key, value)));
        if (!plan.security().files().isEmpty()) {
            String provider = "config.providers." + ConfigProviders.KAFKA_SECURITY;
            all.put("config.providers", ConfigProviders.KAFKA_SECURITY);
            all.put(provider + ".class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
            all.put(provider + ".param.allowed.paths", DIRECTORY);
        }
        return all;
    }

    /** Whether the operator sets the property, for whichever of the clients. */
    static boolean isReserved(String key) {
        return key.startsWith("config.providers." + ConfigProviders.KAFKA_SECURITY)
                || CLIENTS.stream()
                        .anyMatch(prefix -> key.startsWith(prefix)
                                && KafkaSecurity.PROPERTIES.contains(key.substring(prefix.length())));
    }
}

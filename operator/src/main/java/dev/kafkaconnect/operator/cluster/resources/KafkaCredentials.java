package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.connect.ReservedProvider;
import dev.kafkaconnect.operator.kafka.security.Authentication;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How the workers come by what {@link KafkaSecurity} needs: files from the very Secrets and ConfigMaps, to
 * which their properties refer. No value passes through the operator. Pure.
 */
public final class KafkaCredentials {
    static final String DIRECTORY = "/etc/kafka-connect-credentials";
    static final String REVISION = "kafkaconnect.dev/credentials";

    private static final String VOLUME = "kafka-credentials";
    private static final List<String> CLIENTS = List.of("", "producer.", "consumer.", "admin.");

    private KafkaCredentials() {}

    static PodPart podPart(ClusterPlan plan) {
        PodPart part = allowed(plan);
        List<ValueFile> files = plan.security().files();
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
                .and(PodPart.annotation(REVISION, plan.secrets().revision(files).orElse("")));
    }

    /** Kafka clients ask for tokens and read assertions only where these settings let them. */
    private static PodPart allowed(ClusterPlan plan) {
        return switch (plan.security().authentication()) {
            case Authentication.OAuth oauth -> variable("OAUTH_TOKEN_ENDPOINTS", oauth.tokenEndpoint());
            case Authentication.Custom custom -> {
                SortedMap<String, String> properties = client(plan);
                PodPart part = PodPart.NOTHING;
                String endpoint = properties.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
                if (endpoint != null) {
                    part = part.and(variable("OAUTH_TOKEN_ENDPOINTS", endpoint));
                }
                String files = properties.entrySet().stream()
                        .filter(property -> property.getKey().endsWith(".file"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(","));
                yield files.isEmpty() ? part : part.and(variable("OAUTH_FILES", files));
            }
            default -> PodPart.NOTHING;
        };
    }

    private static PodPart variable(String name, String value) {
        return PodPart.env(new EnvVarBuilder().withName(name).withValue(value).build());
    }

    private static VolumeProjection projection(ValueFile file) {
        KeyToPath item =
                new KeyToPathBuilder().withKey(file.key()).withPath(file.file()).build();
        VolumeProjectionBuilder projection = new VolumeProjectionBuilder();
        return switch (file.source()) {
            case Secret ->
                projection
                        .withNewSecret()
                        .withName(file.object())
                        .withItems(item)
                        .endSecret()
                        .build();
            case ConfigMap ->
                projection
                        .withNewConfigMap()
                        .withName(file.object())
                        .withItems(item)
                        .endConfigMap()
                        .build();
        };
    }

    /** For the worker itself and for the clients that it makes for connectors. */
    static SortedMap<String, String> properties(ClusterPlan plan) {
        SortedMap<String, String> all = new TreeMap<>();
        SortedMap<String, String> client = client(plan);
        CLIENTS.forEach(prefix -> client.forEach((key, value) -> all.put(prefix + key, value)));
        if (!plan.security().files().isEmpty()) {
            String provider = "config.providers." + ReservedProvider.KAFKA_SECURITY.id();
            all.put("config.providers", ReservedProvider.KAFKA_SECURITY.id());
            all.put(provider + ".class", "dev.kafkaconnect.worker.credentials.CredentialsProvider");
            all.put(provider + ".param.allowed.paths", DIRECTORY);
            all.put(provider + ".scope", "worker");
        }
        return all;
    }

    private static SortedMap<String, String> client(ClusterPlan plan) {
        return plan.security()
                .properties(
                        file -> "${%s:%s:%s}".formatted(ReservedProvider.KAFKA_SECURITY.id(), DIRECTORY, file.file()),
                        DIRECTORY);
    }

    /** Whether the operator sets the property, for whichever of the clients. */
    static boolean isReserved(String key) {
        return key.startsWith("config.providers." + ReservedProvider.KAFKA_SECURITY.id())
                || CLIENTS.stream()
                        .anyMatch(prefix -> key.startsWith(prefix)
                                && KafkaSecurity.PROPERTIES.contains(key.substring(prefix.length())));
    }

    /** Whether it cannot be told yet which of its Secrets' values the workers are to start with. */
    public static boolean areUnsettled(ClusterPlan plan) {
        return !plan.security().files().isEmpty()
                && plan.secrets().revision(plan.security().files()).isEmpty();
    }
}

package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.rest.RestTlsPodPart;
import dev.kafkaconnect.operator.values.ValuesMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The config providers of the workers: those that the owner of the cluster adds, and the one that connectors get their values
 * from. Connectors may refer to any of them, so one that reads files must say which, and neither where those values are nor
 * where the workers have secrets of their own. Pure; used by {@code ClusterPlanner} and {@link WorkerProperties}.
 */
public final class ConfigProviders {
    static final String LIST = "config.providers";

    /** Reserved for the provider of the operator. */
    static final String OURS = LIST + "." + ValuesMount.PROVIDER + ".";

    private static final List<String> READ_FILES =
            List.of("DirectoryConfigProvider", "FileConfigProvider", "CredentialsProvider");

    /** What is not for connectors: values of all of them, the workers' password for Kafka, their keys. */
    private static final List<Path> SECRETS = Stream.of(
                    ValuesMount.DIRECTORY, KafkaCredentials.DIRECTORY, RestTlsPodPart.DIRECTORY)
            .map(Path::of)
            .toList();

    private ConfigProviders() {}

    static void addTo(SortedMap<String, String> properties) {
        properties.put(
                LIST,
                Stream.concat(names(properties).stream(), Stream.of(ValuesMount.PROVIDER))
                        .collect(Collectors.joining(",")));
        properties.put(OURS + "class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider");
        properties.put(OURS + "param.allowed.paths", ValuesMount.DIRECTORY);
        properties.put(OURS + "scope", "connector");
    }

    private static List<String> names(Map<String, String> properties) {
        return Arrays.stream(properties.getOrDefault(LIST, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** What is wrong with the providers of the cluster's owner. */
    public static List<String> problems(Map<String, String> config) {
        List<String> problems = new ArrayList<>();
        for (String name : names(config)) {
            String prefix = LIST + "." + name + ".";
            String provider = config.getOrDefault(prefix + "class", "").strip();
            if (name.equals(ValuesMount.PROVIDER)) {
                problems.add(
                        "spec.config key \"%s\" names the provider %s, which is the operator's own; give yours another name"
                                .formatted(LIST, name));
            } else if (READ_FILES.stream().anyMatch(provider::endsWith)
                    && readsSecrets(config.getOrDefault(prefix + "param.allowed.paths", ""))) {
                problems.add(
                        "spec.config key \"%sparam.allowed.paths\" must name the directories that connectors may read through it, and none of %s is among them"
                                .formatted(
                                        prefix,
                                        SECRETS.stream().map(Path::toString).collect(Collectors.joining(", "))));
            }
        }
        return problems;
    }

    /** Without a list of paths the provider reads everything. */
    private static boolean readsSecrets(String allowed) {
        List<String> paths = Arrays.stream(allowed.split(","))
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
        return paths.isEmpty()
                || paths.stream()
                        .map(path -> Path.of(path).normalize())
                        .anyMatch(path -> SECRETS.stream()
                                .anyMatch(secret -> secret.startsWith(path) || path.startsWith(secret)));
    }
}

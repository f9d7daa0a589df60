package dev.kafkaconnect.operator.importing.documents;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a person wants the result.
 *
 * @param namespace of everything that is written; null for that of the source
 * @param cluster name of the ConnectCluster; null for that of the source
 * @param asIs whether configurations stay exactly as the workers have them
 * @param writeSecrets whether values of credentials are written
 * @param credentialKeys further properties of connectors that are credentials
 * @param worker properties of the workers, which take precedence over those of the source
 * @param reserved which properties of workers a ConnectCluster refuses
 */
public record Choices(
        @Nullable String namespace,
        @Nullable String cluster,
        boolean asIs,
        boolean writeSecrets,
        Set<String> credentialKeys,
        Map<String, String> worker,
        Predicate<String> reserved) {}

package dev.kafkaconnect.worker.providers;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * Whom a config provider serves, by the worker's property {@code config.providers.<name>.scope}. Without it a provider serves the worker
 * and every connector, as Kafka has it.
 */
enum Scope {
    /** The worker's own properties and no connector. */
    WORKER,

    /** Connectors, each with the files whose names begin with its {@link ConnectorKey}. */
    CONNECTOR;

    /**
     * The scopes of those that have one.
     *
     * @param worker properties of the worker, which need not have the list of providers itself: Kafka keeps that back
     */
    static Map<String, Scope> among(Collection<String> providers, Map<String, String> worker) {
        Map<String, Scope> scopes = new HashMap<>();
        for (String provider : providers) {
            String key = AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + provider + ".scope";
            String word = worker.get(key);
            if (word != null) {
                scopes.put(provider, of(key, word.strip()));
            }
        }
        return Map.copyOf(scopes);
    }

    private static Scope of(String key, String word) {
        return Stream.of(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        key,
                        word,
                        "must be one of "
                                + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

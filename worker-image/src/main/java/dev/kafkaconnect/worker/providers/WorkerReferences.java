package dev.kafkaconnect.worker.providers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * References in the worker's own properties to providers that serve nobody else: resolved once, before anything else sees the properties,
 * and the providers are gone then. A connector cannot ask for what is not there. Called by both main classes.
 */
public final class WorkerReferences {
    private static final String LIST = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private WorkerReferences() {}

    /** The properties of a worker, as Kafka's own classes may have them. */
    public static Map<String, String> resolved(Map<String, String> properties) {
        Map<String, Scope> scopes = Scope.among(providers(properties), properties);
        if (!scopes.containsValue(Scope.WORKER)) {
            return properties;
        }
        Map<String, String> resolved = new HashMap<>(
                new AbstractConfig(new ConfigDef(), properties, Map.copyOf(properties), false).originalsStrings());
        String others = providers(properties).stream()
                .filter(provider -> scopes.get(provider) != Scope.WORKER)
                .collect(Collectors.joining(","));
        if (others.isEmpty()) {
            resolved.remove(LIST);
        } else {
            resolved.put(LIST, others);
        }
        resolved.keySet()
                .removeIf(key -> scopes.entrySet().stream()
                        .anyMatch(scope ->
                                scope.getValue() == Scope.WORKER && key.startsWith(LIST + "." + scope.getKey() + ".")));
        return resolved;
    }

    private static List<String> providers(Map<String, String> properties) {
        return Stream.of(properties.getOrDefault(LIST, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}

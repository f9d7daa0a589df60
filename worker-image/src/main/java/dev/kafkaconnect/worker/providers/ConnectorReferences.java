package dev.kafkaconnect.worker.providers;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves references in the configurations of connectors and tasks as the worker does, but for those that ask for files of another
 * connector: a property with such a reference stays as it is written. Whoever writes a connector's configuration has to get past the
 * operator, but a text that a connector has read somewhere and hands to its tasks has not. Given to the stores of configurations
 * by both main classes.
 */
public final class ConnectorReferences extends WorkerConfigTransformer {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorReferences.class);

    private final WorkerConfigTransformer all;
    private final Set<String> scoped;

    /** @param all resolves everything, and is closed by whoever made it */
    ConnectorReferences(WorkerConfigTransformer all, Map<String, Scope> scopes) {
        // What is resolved by the other one needs no worker here.
        super(null, Map.of());
        this.all = all;
        scoped = scopes.entrySet().stream()
                .filter(scope -> scope.getValue() == Scope.CONNECTOR)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    public static ConnectorReferences of(Worker worker) {
        WorkerConfig config = worker.config();
        return new ConnectorReferences(
                worker.configTransformer(),
                Scope.among(config.getList(WorkerConfig.CONFIG_PROVIDERS_CONFIG), config.originalsStrings()));
    }

    /** Of the configuration that a connector's tasks were made from: the herder has seen to it that the name in it is the connector's. */
    @Override
    public @Nullable Map<String, String> transform(@Nullable Map<String, String> config) {
        return config == null ? null : resolved(null, config.getOrDefault("name", ""), config);
    }

    @Override
    public @Nullable Map<String, String> transform(@Nullable String connector, @Nullable Map<String, String> config) {
        return connector == null || config == null ? transform(config) : resolved(connector, connector, config);
    }

    private Map<String, String> resolved(@Nullable String reloaded, String connector, Map<String, String> config) {
        Map<String, String> open = new HashMap<>(config);
        Map<String, String> asWritten = new HashMap<>();
        config.forEach((key, value) -> {
            if (value != null && asksForOthers(connector, value)) {
                LOG.warn("Connector {}: {} stays as it is, because it refers to what is another's", connector, key);
                open.remove(key);
                asWritten.put(key, value);
            }
        });
        Map<String, String> resolved = new HashMap<>(all.transform(reloaded, open));
        resolved.putAll(asWritten);
        return resolved;
    }

    private boolean asksForOthers(String connector, String text) {
        String own = ConnectorKey.of(connector) + ".";
        return ConfigTransformer.DEFAULT_PATTERN
                .matcher(text)
                .results()
                .anyMatch(reference -> scoped.contains(reference.group(1))
                        && !reference.group(4).startsWith(own));
    }
}

package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.operator.connect.ReservedProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Says which field of a Connector refers to a config provider that is not for connectors, and what to write instead. Whoever
 * could write such a reference could read the values of other connectors, or the workers' password for Kafka. Pure; called by
 * {@link ConnectorParser} for the complete configuration and by {@code ConnectorValues} for what Secrets hold.
 */
public final class ReservedReferences {
    private static final Map<String, String> FIELDS = Map.of(
            "name", "connectorName",
            "connector.class", "class",
            "connector.plugin.version", "version");

    private ReservedReferences() {}

    /**
     * In words that follow "spec.".
     *
     * @param config as it would be sent, without what comes from Secrets and ConfigMaps
     */
    static List<String> inProperties(SortedMap<String, String> config, List<ValueSource> sources) {
        List<String> problems = new ArrayList<>();
        config.forEach((key, value) -> ReservedProvider.in(key)
                .or(() -> ReservedProvider.in(value))
                .ifPresent(provider -> problems.add(field(key) + refersTo(provider))));
        sources.stream()
                .map(ValueSource::key)
                .forEach(key -> ReservedProvider.in(key)
                        .ifPresent(
                                provider -> problems.add("configFrom key \"%s\"".formatted(key) + refersTo(provider))));
        return problems;
    }

    /** Of what a Secret or ConfigMap holds: a connector may hand the text to its tasks, and there it would be resolved. */
    public static List<String> inValues(Map<String, String> values, List<ValueSource> sources) {
        List<String> problems = new ArrayList<>();
        sources.forEach(source -> ReservedProvider.in(values.getOrDefault(source.key(), ""))
                .ifPresent(provider -> problems.add("configFrom: " + source.described() + "," + refersTo(provider))));
        return problems;
    }

    private static String field(String key) {
        String field = FIELDS.get(key);
        return field == null ? "config key \"%s\"".formatted(key) : field;
    }

    private static String refersTo(ReservedProvider provider) {
        return switch (provider) {
            case VALUES ->
                " refers to the config provider %s, which is the operator's own; use spec.configFrom"
                        .formatted(provider.id());
            case KAFKA_SECURITY ->
                " refers to the workers' own credentials for Kafka, which are not for connectors; remove the reference to the config provider %s"
                        .formatted(provider.id());
        };
    }
}

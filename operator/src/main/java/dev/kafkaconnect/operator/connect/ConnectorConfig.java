package dev.kafkaconnect.operator.connect;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of a connector as it may be sent to workers: {@link ConnectApi} takes nothing else. What a user wrote
 * gets in only without references to a {@link ReservedProvider}; those that the operator made are added afterwards. Made by
 * {@code connector}; must not know where the properties come from.
 */
public final class ConnectorConfig {
    private final SortedMap<String, String> properties;

    private ConnectorConfig(SortedMap<String, String> properties) {
        this.properties = Collections.unmodifiableSortedMap(properties);
    }

    /**
     * @param written all properties, whichever field they come from
     * @throws IllegalArgumentException when a key or a value refers to a provider that is not for connectors
     */
    public static ConnectorConfig of(Map<String, String> written) {
        written.forEach((key, value) -> {
            refuse(key, key);
            refuse(key, value);
        });
        return new ConnectorConfig(new TreeMap<>(written));
    }

    /** The same configuration, with these properties in place of any others of the same keys. */
    public ConnectorConfig with(Map<String, OwnReference> references) {
        SortedMap<String, String> complete = new TreeMap<>(properties);
        references.forEach((key, reference) -> {
            refuse(key, key);
            complete.put(key, reference.text());
        });
        return new ConnectorConfig(complete);
    }

    private static void refuse(String key, String text) {
        ReservedProvider.in(text).ifPresent(provider -> {
            throw new IllegalArgumentException(
                    "the property \"%s\" refers to the config provider %s, which is not for connectors"
                            .formatted(key, provider.id()));
        });
    }

    public SortedMap<String, String> properties() {
        return properties;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectorConfig config && properties.equals(config.properties);
    }

    @Override
    public int hashCode() {
        return properties.hashCode();
    }

    @Override
    public String toString() {
        return properties.toString();
    }
}

package dev.kafkaconnect.operator.kafka.records;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connectors that a config topic holds, from its records in their order. Used by {@link ConfigTopicReader}. */
public final class StoredConnectors {
    private final Map<String, Map<String, String>> configs = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();

    /** @param value null for what was deleted */
    void add(String key, @Nullable String value) {
        ConfigRecord.parse(key, value).ifPresent(this::add);
    }

    private void add(ConfigRecord record) {
        switch (record) {
            case ConfigRecord.Configured configured -> configs.put(configured.connector(), configured.properties());
            case ConfigRecord.Deleted deleted -> {
                configs.remove(deleted.connector());
                states.remove(deleted.connector());
            }
            case ConfigRecord.TargetState target -> states.put(target.connector(), target.state());
            case ConfigRecord.TaskCount tasks -> {}
        }
    }

    /** Configurations by name, without the connectors that are stopped. */
    public Map<String, Map<String, String>> notStopped() {
        Map<String, Map<String, String>> found = new TreeMap<>(configs);
        found.keySet().removeIf(name -> "STOPPED".equals(states.get(name)));
        return found;
    }
}

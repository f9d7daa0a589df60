package dev.kafkaconnect.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The properties file of a worker. */
record PropertiesFile(Map<String, String> values) {

    private static final String CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

    static PropertiesFile distributed() {
        return common().with("group.id", "group")
                .with("config.storage.topic", "configs")
                .with("offset.storage.topic", "offsets")
                .with("status.storage.topic", "statuses")
                .with("config.storage.replication.factor", "1")
                .with("offset.storage.replication.factor", "1")
                .with("status.storage.replication.factor", "1");
    }

    static PropertiesFile standalone() {
        return common().with("offset.storage.file.filename", "/tmp/offsets");
    }

    private static PropertiesFile common() {
        return new PropertiesFile(
                Map.of("bootstrap.servers", "broker:9092", "key.converter", CONVERTER, "value.converter", CONVERTER));
    }

    PropertiesFile with(String key, String value) {
        var changed = new TreeMap<>(values);
        changed.put(key, value);
        return new PropertiesFile(changed);
    }

    PropertiesFile without(String key) {
        var changed = new TreeMap<>(values);
        changed.remove(key);
        return new PropertiesFile(changed);
    }

    /** Without a line feed at the end, as a value in a ConfigMap may be. */
    String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}

package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the properties of workers to a ConnectCluster. Group and internal topics are what connectors and offsets belong to: with any
 * other, the workers would begin with none.
 */
public final class WorkerSettings {
    private static final Map<String, String> NAMES = Map.of(
            "bootstrap.servers", "spec.kafka.bootstrapServers",
            "group.id", "spec.groupId",
            "config.storage.topic", "spec.topics.config.name",
            "offset.storage.topic", "spec.topics.offsets.name",
            "status.storage.topic", "spec.topics.status.name");

    private static final Map<String, String> NUMBERS = Map.of(
            "config.storage.replication.factor", "spec.topics.config.replicationFactor",
            "offset.storage.replication.factor", "spec.topics.offsets.replicationFactor",
            "offset.storage.partitions", "spec.topics.offsets.partitions",
            "status.storage.replication.factor", "spec.topics.status.replicationFactor",
            "status.storage.partitions", "spec.topics.status.partitions");

    private WorkerSettings() {}

    /** @param where what the properties are called in warnings */
    public static void add(
            Map<String, String> properties, ObjectNode cluster, String where, Choices choices, Report report) {
        SortedMap<String, String> sorted = new TreeMap<>(properties);
        sorted.forEach((key, value) -> add(key, value, cluster, where + " " + key, choices, report));
    }

    private static void add(
            String key, String value, ObjectNode cluster, String where, Choices choices, Report report) {
        String name = NAMES.get(key);
        String number = NUMBERS.get(key);
        if (name != null) {
            Fields.put(cluster, name, value);
        } else if (number != null) {
            if (value.matches("[1-9][0-9]{0,4}")) {
                Fields.put(cluster, number, cluster.numberNode(Integer.parseInt(value)));
            } else {
                report.warn(where, "is %s and is left out: set %s to what the topic has".formatted(value, number));
            }
        } else if (key.equals("exactly.once.source.support")) {
            exactlyOnce(value, cluster, where, report);
        } else if (choices.reserved().test(key)) {
            report.warn(where, "has no counterpart: " + instead(key));
        } else {
            Fields.object(cluster, "spec.config").put(key, value);
            if (Credentials.isOne(key, value)) {
                report.warn(where, "is a credential in clear text: refer to a config provider instead");
            }
            if (key.matches("config\\.providers\\..*\\.class") && !value.startsWith("org.apache.kafka.")) {
                report.warn(
                        where,
                        "the class %s must be on the class path of the workers: add it by spec.plugins with classPath Worker, or remove the provider if no connector refers to it"
                                .formatted(value));
            }
        }
    }

    /** Of group and internal topics, those that the cluster does not name. */
    public static void addMissing(ObjectNode cluster, Map<String, String> defaults) {
        NAMES.forEach((property, field) -> {
            String value = defaults.get(property);
            if (value != null && !Fields.has(cluster, field)) {
                Fields.put(cluster, field, value);
            }
        });
    }

    private static void exactlyOnce(String value, ObjectNode cluster, String where, Report report) {
        switch (value) {
            case "enabled" -> Fields.put(cluster, "spec.exactlyOnceSource", "Enabled");
            case "disabled" -> {}
            default ->
                report.warn(
                        where, "is %s and is left out: set spec.exactlyOnceSource to Enabled later".formatted(value));
        }
    }

    private static String instead(String key) {
        if (key.contains("sasl.") || key.contains("ssl.") || key.contains("security.")) {
            return "use spec.kafka.tls and spec.kafka.authentication";
        }
        return key.equals("plugin.path") ? "use spec.plugins" : "the operator sets it";
    }

    /** What a cluster must say to continue a group. Missing topics are then an error, not a reason to create empty ones. */
    public static void complete(ObjectNode cluster, boolean knowsConverters, Choices choices, Report report) {
        add(choices.worker(), cluster, "worker property", choices, report);
        if (!Fields.has(cluster, "spec.kafka.bootstrapServers")) {
            report.warn("spec.kafka.bootstrapServers", "is not known: write it, or use --bootstrap-servers");
            Fields.put(cluster, "spec.kafka.bootstrapServers", "<bootstrap.servers>");
        }
        missing(cluster, "spec.groupId", "--group-id", report);
        missing(cluster, "spec.topics.config.name", "--config-topic", report);
        missing(cluster, "spec.topics.offsets.name", "--offset-topic", report);
        missing(cluster, "spec.topics.status.name", "--status-topic", report);
        Fields.put(cluster, "spec.topics.management", "Verify");
        for (String converter : new String[] {"key.converter", "value.converter"}) {
            if (!knowsConverters && Fields.object(cluster, "spec.config").get(converter) == null) {
                report.warn(
                        "spec.config " + converter,
                        "is not known: write what the workers have, or connectors without a converter of their own use JSON; --worker-properties reads it from a file");
            }
        }
    }

    private static void missing(ObjectNode cluster, String field, String option, Report report) {
        if (!Fields.has(cluster, field)) {
            report.warn(
                    field,
                    "is not known: without the one that the workers have, a new group starts without the connectors and offsets; write it, or use "
                            + option);
        }
    }
}

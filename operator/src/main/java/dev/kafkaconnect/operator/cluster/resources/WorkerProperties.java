package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.rest.RestTlsPodPart;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The worker's properties file: defaults, then what the user set, then what the operator must decide. Pure. */
public final class WorkerProperties {

    /** Set by the operator, or by the start script from what the operator tells it. */
    private static final List<String> RESERVED_PREFIXES = List.of(
            "bootstrap.servers",
            "group.id",
            "client.id",
            ExactlyOncePhase.PROPERTY,
            "config.storage.",
            "offset.storage.",
            "status.storage.",
            "listeners",
            "admin.listeners",
            "rest.advertised.",
            "rest.client.",
            "plugin.path",
            ConfigProviders.OURS);

    /**
     * The default of five minutes leaves the tasks of a worker that restarts without work for five minutes, although it is
     * back within seconds; with 0 they move to another worker at once.
     */
    private static final String REBALANCE_DELAY = "0";

    /**
     * Members learn of a rebalance with their next heartbeat, and requests wait that long with them. With the default of
     * 3 s everything that a rebalance holds up takes 3 s.
     */
    private static final String HEARTBEAT = "500";

    /**
     * Of the internal topics. With the default, a worker that is not there yet, or not any more, would take offsets of a
     * transaction that was aborted, and its records would be lost.
     */
    private static final String ISOLATION = "read_committed";

    /**
     * Since Kafka 4.4 (KIP-1209), before which it is unknown and without effect. A worker that starts just when a topic is lost would
     * otherwise create it anew and empty. Topics that connectors name themselves in offsets.storage.topic must exist, too.
     */
    private static final String CREATES_TOPICS = "internal.topics.automatic.creation.enable";

    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private WorkerProperties() {}

    public static boolean isReserved(String key) {
        return RESERVED_PREFIXES.stream().anyMatch(key::startsWith) || KafkaCredentials.isReserved(key);
    }

    static String file(ClusterPlan plan) {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("key.converter", JSON);
        properties.put("value.converter", JSON);
        if (plan.mode() instanceof WorkerMode.Distributed) {
            properties.put("scheduled.rebalance.max.delay.ms", REBALANCE_DELAY);
            properties.put("heartbeat.interval.ms", HEARTBEAT);
            properties.put("isolation.level", ISOLATION);
            if (plan.withoutKafkaClient().isEmpty()) {
                properties.put(CREATES_TOPICS, "false");
            }
        }
        properties.putAll(plan.workerConfig());
        ClientOverrides.addTo(properties);
        ConfigProviders.addTo(properties);
        properties.put("bootstrap.servers", plan.bootstrapServers());
        KafkaCredentials.properties(plan)
                .forEach((key, value) -> properties.merge(
                        key, value, (users, own) -> key.equals("config.providers") ? own + "," + users : own));
        properties.put("client.id", plan.clientId());
        properties.putAll(RestTlsPodPart.properties(plan));
        StorageProperties.addTo(properties, plan);
        if (plan.mode() instanceof WorkerMode.Distributed group) {
            group.exactlyOnce().addTo(properties);
        }
        StringBuilder file = new StringBuilder();
        properties.forEach((key, value) -> file.append(escaped(key, true))
                .append('=')
                .append(escaped(value, false))
                .append('\n'));
        return file.toString();
    }

    /** Escapes as {@link java.util.Properties} reads it back. */
    private static String escaped(String text, boolean key) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
                case '=', ':', '#', '!' -> escaped.append(key ? "\\" : "").append(c);
                default -> {
                    if (c < 0x20 || c > 0x7e) {
                        escaped.append("\\u%04x".formatted((int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}

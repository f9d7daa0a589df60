package dev.kafkaconnect.operator.cluster.resources;

import java.util.List;
import java.util.SortedMap;

/**
 * What connectors may set on their own Kafka clients ({@code producer.override.*}, {@code consumer.override.*},
 * {@code admin.override.*}) unless the owner of the cluster decides otherwise. Connect's own default allows everything, and
 * with it any class that a client loads: a user who may write a Connector could run code in the workers. Pure; used by
 * {@link WorkerProperties}.
 */
final class ClientOverrides {
    static final String POLICY = "connector.client.config.override.policy";
    static final String LIST = "connector.client.config.override.allowlist";

    private static final String ALLOWLIST = "Allowlist";

    /**
     * Tuning only: nothing here says where a client connects or as whom, loads a class, weakens what the producer promises,
     * or makes the client pass for another.
     */
    private static final List<String> TUNING = List.of(
            "auto.offset.reset",
            "batch.size",
            "buffer.memory",
            "client.rack",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.type",
            "compression.zstd.level",
            "connections.max.idle.ms",
            "default.api.timeout.ms",
            "delivery.timeout.ms",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "heartbeat.interval.ms",
            "isolation.level",
            "linger.ms",
            "max.block.ms",
            "max.partition.fetch.bytes",
            "max.poll.interval.ms",
            "max.poll.records",
            "max.request.size",
            "metadata.max.age.ms",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retries",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "send.buffer.bytes",
            "session.timeout.ms",
            "transaction.timeout.ms");

    private ClientOverrides() {}

    /** Adds what the owner of the cluster has not said. A list means nothing under another policy than its own. */
    static void addTo(SortedMap<String, String> properties) {
        properties.putIfAbsent(POLICY, ALLOWLIST);
        if (ALLOWLIST.equals(properties.get(POLICY))) {
            properties.putIfAbsent(LIST, String.join(",", TUNING));
        }
    }
}

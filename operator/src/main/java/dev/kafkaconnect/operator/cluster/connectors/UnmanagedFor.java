package dev.kafkaconnect.operator.cluster.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For how long connectors have been seen without a Connector that describes them. What is applied in one go does not arrive in
 * one go: a Connector may come some time after the ConnectCluster that asks for the deletion. Used by one thread of {@link
 * UnmanagedConnectors}. Pure, apart from what it remembers.
 */
final class UnmanagedFor {
    static final Duration GRACE = Duration.ofMinutes(1);

    /** In a minute: the workers have other things to do. */
    static final int AT_ONCE = 10;

    private final Map<String, Instant> since = new TreeMap<>();
    private Instant next = Instant.MIN;

    /**
     * Those that are to be deleted now.
     *
     * @param unmanaged at the time of the last look at the workers
     * @param asOf that time
     */
    List<String> due(List<String> unmanaged, Instant asOf) {
        since.keySet().retainAll(unmanaged);
        unmanaged.forEach(name -> since.putIfAbsent(name, asOf));
        if (asOf.isBefore(next)) {
            return List.of();
        }
        List<String> due = since.entrySet().stream()
                .filter(entry -> !asOf.isBefore(entry.getValue().plus(GRACE)))
                .map(Map.Entry::getKey)
                .limit(AT_ONCE)
                .toList();
        if (!due.isEmpty()) {
            next = asOf.plus(GRACE);
        }
        return due;
    }

    /** The last look may still show it. */
    void gone(String name) {
        since.remove(name);
    }
}

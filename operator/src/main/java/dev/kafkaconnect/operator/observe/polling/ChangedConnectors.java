package dev.kafkaconnect.operator.observe.polling;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connectors that a poll is to look at because something was heard of them or sent to them. Safe for any thread. */
final class ChangedConnectors {
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();

    void add(Set<String> connectors, Instant at) {
        connectors.forEach(connector -> heard.put(connector, at));
    }

    /**
     * All of them.
     *
     * @param proved what was heard until then need not be looked at once more
     */
    Set<String> take(Instant proved) {
        Map<String, Instant> all = Map.copyOf(heard);
        all.forEach((connector, at) -> {
            if (!at.isAfter(proved)) {
                heard.remove(connector, at);
            }
        });
        return all.keySet();
    }
}

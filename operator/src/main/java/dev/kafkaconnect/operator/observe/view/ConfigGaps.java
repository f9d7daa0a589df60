package dev.kafkaconnect.operator.observe.view;

import java.time.Instant;
import java.util.Map;

/**
 * Where the configurations in a view are older than its states.
 *
 * @param unread connectors of which only the state is known, and since when
 * @param outdated connectors that have been sent a configuration since theirs was read, and when that was
 */
public record ConfigGaps(Map<String, Instant> unread, Map<String, Instant> outdated) {
    public static final ConfigGaps NONE = new ConfigGaps(Map.of(), Map.of());

    boolean isOpen(String connector) {
        return unread.containsKey(connector) || outdated.containsKey(connector);
    }
}

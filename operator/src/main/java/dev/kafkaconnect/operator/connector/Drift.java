package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.observe.ObservedConnector;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells a configuration that somebody else changed on the workers from one that changed here. Pure. */
final class Drift {

    private Drift() {}

    /** The keys that differ from what the workers took last; never their values. Empty when nobody interfered. */
    static Set<String> keys(DesiredConnector desired, @Nullable ObservedConnector observed, Memory memory) {
        if (observed == null || !desired.config().equals(memory.writes().config())) {
            return Set.of();
        }
        return difference(desired.config(), observed.config());
    }

    static Set<String> difference(Map<String, String> one, Map<String, String> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(key -> Objects.equals(one.get(key), other.get(key)));
        return keys;
    }
}

package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that a standalone worker starts with, as far as both sides must know: {@code cluster} writes the list,
 * {@code connector} lets nothing be deleted from the worker that would come back from the list. Empty for distributed workers.
 */
public final class StandaloneStartSet {

    /** Null until the list is known. */
    private volatile @Nullable Map<String, InitialState> states;

    private volatile boolean none;

    private final Map<String, Instant> deletions = new ConcurrentHashMap<>();

    /** To be called when the list that the worker starts with has been written. */
    public void isNow(Map<String, InitialState> written) {
        states = Map.copyOf(written);
    }

    /** The workers start with nothing: they are distributed. */
    public void isNone() {
        none = true;
        states = Map.of();
        deletions.clear();
    }

    /** Whether a worker that starts now could start this connector. */
    public boolean mayStart(String name) {
        Map<String, InitialState> known = states;
        return known == null || known.containsKey(name);
    }

    /** Whether a worker that starts now could start this connector and let it run. */
    public boolean mayRun(String name) {
        Map<String, InitialState> known = states;
        return known == null || known.containsKey(name) && known.get(name) != InitialState.STOPPED;
    }

    public void deleted(String name, Instant at) {
        if (!none) {
            deletions.put(name, at);
        }
    }

    /** Whether an observation from then shows a connector that has been deleted since. */
    public boolean deletedSince(String name, Instant asOf) {
        Instant at = deletions.get(name);
        if (at != null && asOf.isAfter(at)) {
            deletions.remove(name, at);
            return false;
        }
        return at != null;
    }
}

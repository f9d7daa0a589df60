package dev.kafkaconnect.operator.cluster.standalone;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Fate;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which connectors a standalone worker is to start with after a restart: those that it has accepted, in their states. Follows
 * what was seen on the worker; is ahead of it only where waiting would let something run that nobody wants any more. Pure.
 */
public final class AcceptedConnectors {
    private final Fates fates;

    /** What the rest of the operator knows of connectors. */
    public interface Fates {
        Fate of(String name, Map<String, String> config, InitialState state);

        /** Whether an observation from then shows a connector that has been deleted since. */
        boolean deletedSince(String name, Instant asOf);
    }

    public AcceptedConnectors(Fates fates) {
        this.fates = fates;
    }

    /**
     * @param stored what the worker would start with now, by name
     * @param crashes whether the worker is crash-looping
     */
    public SortedMap<String, StoredConnector> next(
            Map<String, StoredConnector> stored, ClusterView view, boolean crashes) {
        SortedMap<String, StoredConnector> next = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        if (view instanceof ClusterView.Seen seen) {
            names.addAll(seen.connectors().keySet());
        }
        for (String name : names) {
            StoredConnector connector = view instanceof ClusterView.Seen seen
                    ? seen(name, stored.get(name), seen)
                    : unseen(stored.get(name), crashes);
            if (connector != null) {
                next.put(name, connector);
            }
        }
        return next;
    }

    /** A connector that is described and not seen may be about to be seen: right after a start, or the class is missing. */
    private @Nullable StoredConnector seen(String name, @Nullable StoredConnector before, ClusterView.Seen view) {
        ObservedConnector observed = view.connectors().get(name);
        StoredConnector now = observed == null || observed.config().isEmpty()
                ? before
                : new StoredConnector(name, new TreeMap<>(observed.config()), state(observed, before));
        if (now == null) {
            return null;
        }
        return switch (fates.of(name, now.config(), now.state())) {
            case Managed, Outdated -> now;
            case Unmanaged -> observed != null && !fates.deletedSince(name, view.asOf()) ? now : null;
            case Stopping -> now.in(InitialState.STOPPED);
            case Leaving -> null;
        };
    }

    /**
     * A worker that is crash-looping is not started with what is wanted otherwise by now: that may be the very connector
     * that ends it. The operator creates it as it is wanted when the worker is there.
     */
    private @Nullable StoredConnector unseen(@Nullable StoredConnector before, boolean crashes) {
        if (before == null) {
            return null;
        }
        return switch (fates.of(before.name(), before.config(), before.state())) {
            case Managed, Unmanaged -> before;
            case Outdated -> crashes ? null : before;
            case Stopping -> before.in(InitialState.STOPPED);
            case Leaving -> null;
        };
    }

    /** A connector that has failed does not say whether it was to run. */
    private static InitialState state(ObservedConnector observed, @Nullable StoredConnector before) {
        return switch (observed.target()) {
            case Running -> InitialState.RUNNING;
            case Paused -> InitialState.PAUSED;
            case Stopped -> InitialState.STOPPED;
            default -> before == null ? InitialState.RUNNING : before.state();
        };
    }
}

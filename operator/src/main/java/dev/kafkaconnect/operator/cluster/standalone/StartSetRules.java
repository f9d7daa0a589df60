package dev.kafkaconnect.operator.cluster.standalone;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Disposition;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which connectors a standalone worker is to start with after a restart: those that it has accepted, in their states. Follows
 * what was seen on the worker; is ahead of it only where waiting would let something run that is not wanted any more. Pure.
 */
public final class StartSetRules {
    private final Fates fates;

    /** What the rest of the operator knows of connectors. */
    public interface Fates {
        Disposition of(String name, Map<String, String> config, InitialState state);

        /** Whether an observation from then shows a connector that has been deleted since. */
        boolean deletedSince(String name, Instant asOf);
    }

    public StartSetRules(Fates fates) {
        this.fates = fates;
    }

    /**
     * @param stored what the worker would start with now, by name
     * @param crashes whether the worker is crash-looping
     */
    public SortedMap<String, StartSetEntry> next(Map<String, StartSetEntry> stored, ClusterView view, boolean crashes) {
        SortedMap<String, StartSetEntry> next = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        if (view instanceof ClusterView.Seen seen) {
            names.addAll(seen.connectors().keySet());
        }
        for (String name : names) {
            StartSetEntry connector = view instanceof ClusterView.Seen seen
                    ? seen(name, stored.get(name), seen)
                    : unseen(stored.get(name), crashes);
            if (connector != null) {
                next.put(name, connector);
            }
        }
        return next;
    }

    /** A connector that is described and not seen may be about to be seen: right after a start, or the class is missing. */
    private @Nullable StartSetEntry seen(String name, @Nullable StartSetEntry before, ClusterView.Seen view) {
        ObservedConnector observed = view.connectors().get(name);
        StartSetEntry now = observed == null || observed.config().isEmpty()
                ? before
                : new StartSetEntry(name, new TreeMap<>(observed.config()), state(observed, before));
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
     * A crash-looping worker does not start connectors whose spec has changed: one of them may be causing the crash. The operator
     * creates them when the worker is there.
     */
    private @Nullable StartSetEntry unseen(@Nullable StartSetEntry before, boolean crashes) {
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
    private static InitialState state(ObservedConnector observed, @Nullable StartSetEntry before) {
        return switch (observed.target()) {
            case Running -> InitialState.RUNNING;
            case Paused -> InitialState.PAUSED;
            case Stopped -> InitialState.STOPPED;
            default -> before == null ? InitialState.RUNNING : before.state();
        };
    }
}

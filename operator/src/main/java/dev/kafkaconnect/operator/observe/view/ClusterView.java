package dev.kafkaconnect.operator.observe.view;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What is known of the connectors of one cluster. */
public sealed interface ClusterView {

    /**
     * The workers answered.
     *
     * @param asOf when the request was sent: whatever was written before then is in the answer, but for the gaps
     * @param later the same for those that were asked for by name after that
     */
    record Seen(Map<String, ObservedConnector> connectors, Instant asOf, ConfigGaps gaps, Map<String, Instant> later)
            implements ClusterView {
        /** Without gaps, and seen all at the same time. */
        public Seen(Map<String, ObservedConnector> connectors, Instant asOf) {
            this(connectors, asOf, ConfigGaps.NONE, Map.of());
        }

        /** Those that differ in what is known of them. */
        public Set<String> changedSince(Seen before) {
            Set<String> names = new HashSet<>(before.connectors.keySet());
            names.addAll(connectors.keySet());
            names.removeIf(name -> Objects.equals(before.connectors.get(name), connectors.get(name))
                    && before.gaps.isOpen(name) == gaps.isOpen(name));
            return names;
        }

        /** The same of one connector, as far back as its configuration; without its configuration nothing can be said of it. */
        public ClusterView of(String connector) {
            ObservedConnector observed = connectors.get(connector);
            Instant asked = later.getOrDefault(connector, asOf);
            if (observed == null) {
                return new Seen(Map.of(), asked);
            }
            Instant sent = gaps.outdated().get(connector);
            return gaps.unread().containsKey(connector)
                    ? new NotYet()
                    : new Seen(
                            Map.of(connector, observed),
                            sent == null || asked.isBefore(sent) ? asked : sent.minusMillis(1));
        }

        /** The same when only these workers are left. */
        public Seen on(Liveness workers) {
            Map<String, ObservedConnector> left = new TreeMap<>();
            connectors.forEach((name, connector) -> left.put(name, connector.on(workers)));
            return new Seen(left, asOf, gaps, later);
        }
    }

    /**
     * The workers do not answer.
     *
     * @param lastSeen when they last did, {@link Instant#MIN} for never
     */
    record Unreachable(String message, Instant lastSeen) implements ClusterView {}

    /** No worker is ready to be polled. */
    record NoWorkers() implements ClusterView {}

    /** Not polled yet, or not all that is needed. */
    record NotYet() implements ClusterView {}
}

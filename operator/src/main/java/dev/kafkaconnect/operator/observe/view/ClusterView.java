package dev.kafkaconnect.operator.observe.view;

import java.time.Instant;
import java.util.Map;

/** What is known of the connectors of one cluster. */
public sealed interface ClusterView {

    /**
     * The workers answered.
     *
     * @param asOf when the request was sent: whatever was written before then is in the answer
     */
    record Seen(Map<String, ObservedConnector> connectors, Instant asOf) implements ClusterView {}

    /**
     * The workers do not answer.
     *
     * @param lastSeen when they last did, {@link Instant#MIN} for never
     */
    record Unreachable(String message, Instant lastSeen) implements ClusterView {}

    /** No worker is ready to be polled. */
    record NoWorkers() implements ClusterView {}

    /** Not looked at yet. */
    record NotYet() implements ClusterView {}
}

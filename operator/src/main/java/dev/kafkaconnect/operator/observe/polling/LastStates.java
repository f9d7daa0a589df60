package dev.kafkaconnect.operator.observe.polling;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * States of all connectors of one cluster as the workers last reported them. Where only a few of many may have changed, workers are
 * asked for these by name, which takes them a fraction of the time of an answer about all. Used by the thread of the observer only.
 */
public final class LastStates {
    /** A worker can answer a request for one connector in the time that so many take in an answer about all. */
    private static final int COST_OF_A_REQUEST = 50;

    private final Duration longest;
    private Map<String, Status> states = Map.of();
    private Instant asOf = Instant.MIN;
    private final Map<String, Instant> later = new HashMap<>();

    /** @param longest so long after an answer about all, single connectors are asked for */
    public LastStates(Duration longest) {
        this.longest = longest;
    }

    /** When all were asked for. */
    public Instant asOf() {
        return asOf;
    }

    /** Those that were asked for by name after all were, and when. */
    public Map<String, Instant> later() {
        return Map.copyOf(later);
    }

    /** What an answer about all says, with or without the configurations. */
    public void learn(Map<String, Status> all, Instant asked) {
        states = all;
        asOf = asked;
        later.clear();
    }

    /**
     * The states of all, those in question as they are now.
     *
     * @param inQuestion may have changed since the last request; empty when any may have
     * @param now before the request is sent
     */
    public Map<String, Status> ask(ConnectApi worker, Set<String> inQuestion, Instant now) throws ConnectFault {
        if (isCheaper(inQuestion.size()) && !now.isAfter(asOf.plus(longest))) {
            askByName(worker, inQuestion, now);
        } else {
            learn(worker.states(), now);
        }
        return states;
    }

    private boolean isCheaper(int requests) {
        return requests > 0 && requests * COST_OF_A_REQUEST <= states.size();
    }

    private void askByName(ConnectApi worker, Set<String> connectors, Instant now) throws ConnectFault {
        Map<String, Status> merged = new HashMap<>(states);
        for (String connector : connectors) {
            Status status = worker.status(connector);
            if (status == null) {
                merged.remove(connector);
            } else {
                merged.put(connector, status);
            }
        }
        states = merged;
        connectors.forEach(connector -> later.put(connector, now));
    }
}

package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import java.util.List;
import java.util.Map;

/** Makes answers of the workers about one connector. */
public final class Listings {

    private Listings() {}

    public static ConnectorListing listing(Part connector, Part... tasks) {
        return new ConnectorListing(
                new Info(Map.of("topic", "lines"), List.of()), new Status("source", connector, List.of(tasks)));
    }

    public static Part connector(String state, String worker) {
        return new Part(0, state, worker, null, "4.3.1");
    }

    public static Part task(int id, String state, String worker) {
        return new Part(id, state, worker, state.equals("FAILED") ? "lost" : null, "4.3.1");
    }

    /** A connector with one task, both in the same state. */
    public static ConnectorListing all(String state, String worker) {
        return listing(connector(state, worker), task(0, state, worker));
    }
}

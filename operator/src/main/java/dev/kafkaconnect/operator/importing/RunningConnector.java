package dev.kafkaconnect.operator.importing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.importing.documents.FoundConnector;
import dev.kafkaconnect.operator.importing.documents.Report;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** From the answer of workers to a connector. Pure; called by {@link Import}. */
final class RunningConnector {

    private RunningConnector() {}

    static FoundConnector of(String name, String cluster, ConnectorListing listing, Report report) {
        SortedMap<String, String> config = new TreeMap<>();
        Map<String, String> given = listing.info() == null || listing.info().config() == null
                ? Map.of()
                : listing.info().config();
        given.forEach((key, value) -> {
            if (value == null) {
                report.warn(
                        "config " + key,
                        "has no value and is left out; the connector restarts once when it is adopted");
            } else {
                config.put(key, value);
            }
        });
        return new FoundConnector(
                name, null, cluster, null, config, state(listing), JsonNodeFactory.instance.objectNode());
    }

    /** One that has failed is meant to run. */
    private static String state(ConnectorListing listing) {
        String state = listing.status() == null || listing.status().connector() == null
                ? ""
                : String.valueOf(listing.status().connector().state());
        return switch (state) {
            case "PAUSED" -> "Paused";
            case "STOPPED" -> "Stopped";
            default -> "Running";
        };
    }
}

package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** Reads the workers' reason for refusing a configuration. Pure. */
final class Refusals {

    private Refusals() {}

    static Verdict verdict(DesiredConnector desired, String message) {
        if (message.contains("Failed to find any class that implements Connector")) {
            return new Verdict.Stalled(
                    Reason.PluginMissing,
                    "the connector class %s is not installed on the workers; correct spec.class or add the plug-in to the worker image"
                            .formatted(desired.config().get("connector.class")));
        }
        return new Verdict.Stalled(Reason.ConfigInvalid, "the workers refuse the configuration: " + message.strip());
    }
}

package dev.kafkaconnect.operator.connect;

import java.util.Arrays;
import java.util.Optional;

/**
 * The config providers that the operator itself sets up on the workers. A worker resolves references to them in whatever
 * configuration it is sent, so that a reference in a connector's configuration would hand out what the connector must not
 * have. Called by {@link ConnectorConfig}, and by everyone who explains a refusal.
 */
public enum ReservedProvider {
    /** Serves the values of all connectors of a cluster. */
    VALUES("values"),

    /** Serves the workers' own credentials for Kafka. */
    KAFKA_SECURITY("kafkasecurity");

    private final String id;

    ReservedProvider(String id) {
        this.id = id;
    }

    /** The name by which the workers know it. */
    public String id() {
        return id;
    }

    /** The one that a worker would ask for a part of this text. */
    public static Optional<ReservedProvider> in(String text) {
        return Arrays.stream(values())
                .filter(provider -> text.contains("${" + provider.id + ":"))
                .findFirst();
    }
}

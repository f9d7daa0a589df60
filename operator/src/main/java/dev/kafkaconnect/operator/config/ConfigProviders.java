package dev.kafkaconnect.operator.config;

import java.util.regex.Pattern;

/**
 * Names of the config providers that the operator sets up on the workers. A provider serves every configuration on a worker,
 * so those that are not for connectors have to be kept from them.
 */
public final class ConfigProviders {

    /** Serves the workers' own credentials for Kafka, and nobody else. */
    public static final String KAFKA_SECURITY = "kafkasecurity";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{" + KAFKA_SECURITY + ":");

    private ConfigProviders() {}

    /** Whether a connector's property asks for what is the workers' alone. */
    public static boolean asksForCredentialsOfWorkers(String value) {
        return REFERENCE.matcher(value).find();
    }
}

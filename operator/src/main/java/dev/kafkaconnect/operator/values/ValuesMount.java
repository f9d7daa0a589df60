package dev.kafkaconnect.operator.values;

/** What the two sides of a cluster agree on: where the values are, and how a configuration refers to one. */
public final class ValuesMount {

    /** Name of the workers' config provider that reads the values. */
    public static final String PROVIDER = "values";

    /** Where the Secret is mounted in the workers; the only directory that the provider may read. */
    public static final String DIRECTORY = "/etc/kafka-connect-values";

    private ValuesMount() {}

    /** Name of the Secret, in the namespace of the cluster. */
    public static String secretOf(String cluster) {
        return cluster + "-connector-values";
    }

    static String reference(String file) {
        return "${%s:%s:%s}".formatted(PROVIDER, DIRECTORY, file);
    }

    /** Whether a worker would ask the provider for a part of this text. */
    public static boolean refersToValues(String text) {
        return text.contains("${" + PROVIDER + ":");
    }
}

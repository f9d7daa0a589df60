package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.connect.ReservedProvider;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the two sides of a cluster agree on: where the values are, and how a configuration refers to one. */
public final class ValuesMount {

    /** Name of the workers' config provider that reads the values. */
    public static final String PROVIDER = ReservedProvider.VALUES.id();

    /** Where the Secret is mounted in the workers; the only directory that the provider may read. */
    public static final String DIRECTORY = "/etc/kafka-connect-values";

    private static final Pattern REFERENCE =
            Pattern.compile(Pattern.quote("${%s:%s:".formatted(PROVIDER, DIRECTORY)) + "([^}]*)}");

    private ValuesMount() {}

    /** Name of the Secret, in the namespace of the cluster. */
    public static String secretOf(String cluster) {
        return cluster + "-connector-values";
    }

    /** Names of the files that a configuration refers to. */
    public static Set<String> filesIn(Map<String, String> config) {
        return config.values().stream()
                .flatMap(value -> REFERENCE.matcher(value).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static OwnReference reference(String file) {
        return new OwnReference("${%s:%s:%s}".formatted(PROVIDER, DIRECTORY, file));
    }
}

package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.connect.ReservedProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the two sides of a cluster agree on: where the values are, and how a configuration refers to one. */
public final class ValuesMount {

    /** Name of the workers' config provider that reads the values. */
    public static final String PROVIDER = ReservedProvider.VALUES.id();

    /** How many Secrets a cluster can have, of which all but the first are made when they are needed. */
    public static final int SHARDS = 8;

    /** Where the Secrets are mounted in the workers; the only directory that the provider may read. */
    public static final String DIRECTORY = "/etc/kafka-connect-values";

    private static final Pattern REFERENCE =
            Pattern.compile(Pattern.quote("${%s:%s:".formatted(PROVIDER, DIRECTORY)) + "([^}]*)}");

    private ValuesMount() {}

    /** Name of the first Secret, in the namespace of the cluster. */
    public static String secretOf(String cluster) {
        return cluster + "-connector-values";
    }

    /** Names of all Secrets that there may be, the first one first. */
    public static List<String> secretsOf(String cluster) {
        return IntStream.range(0, SHARDS)
                .mapToObj(number -> secretOf(cluster, number))
                .toList();
    }

    static String secretOf(String cluster, int number) {
        return number == 0 ? secretOf(cluster) : secretOf(cluster) + "-" + number;
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

package dev.kafkaconnect.operator.cluster.settings;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The brokers of a cluster as its workers find them, for lookups from another namespace. Used for the operator's own
 * client, and to tell whether two clusters name the same brokers. Pure.
 */
public final class BrokerAddresses {
    private static final Pattern WITHOUT_A_DOT = Pattern.compile("(\\w+://)?([A-Za-z0-9-]+):(\\d+)");

    private BrokerAddresses() {}

    /** A name without a dot is a Service in the namespace of the workers. */
    public static String from(String bootstrapServers, String namespace) {
        return Arrays.stream(bootstrapServers.split(","))
                .map(String::strip)
                .map(address -> qualified(address, namespace))
                .collect(Collectors.joining(","));
    }

    private static String qualified(String address, String namespace) {
        Matcher found = WITHOUT_A_DOT.matcher(address);
        if (!found.matches() || found.group(2).equals("localhost")) {
            return address;
        }
        String protocol = found.group(1) == null ? "" : found.group(1);
        return "%s%s.%s.svc:%s".formatted(protocol, found.group(2), namespace, found.group(3));
    }
}

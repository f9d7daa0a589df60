package dev.kafkaconnect.operator.cluster.standalone;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names the file of a connector: as the connector, where a key of a ConfigMap may be so called, and otherwise with what tells it
 * from others that look alike. The true name is in the file. Pure.
 */
final class ConnectorFileName {
    private static final Pattern FIT = Pattern.compile("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,199}");
    private static final Pattern UNFIT = Pattern.compile("[^a-zA-Z0-9_-]");
    private static final int LONGEST = 100;

    private ConnectorFileName() {}

    static String of(String connector) {
        if (FIT.matcher(connector).matches()) {
            return connector + ".json";
        }
        String readable = UNFIT.matcher(connector).replaceAll("_");
        String shortened = readable.length() > LONGEST ? readable.substring(0, LONGEST) : readable;
        return "%s.%s.json".formatted(shortened, UUID.nameUUIDFromBytes(connector.getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.text.ConnectorKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of one connector as files. Each name holds whose value it is and a revision that changes with the values; a
 * changed value is thus a changed configuration, and leads to a restart of just the connectors that use it. The revision is
 * keyed, so that it does not help to guess a short password. Pure.
 *
 * @param references what stands in the configuration in place of each value, by configuration key
 * @param files contents by name, the marker among them
 * @param marker file that says nothing; where it is, all others of the same revision are too
 */
public record ValueFiles(SortedMap<String, OwnReference> references, SortedMap<String, byte[]> files, String marker) {

    /** What the marker holds: it is there for earlier versions of the operator, which ask workers for it. */
    private static final String ARRIVED = "TheValuesHaveArrived";

    private static final char END_OF_OWNER = '.';

    /**
     * @param connectName name inside Kafka Connect, which is what the values belong to: whoever describes the connector next
     *     finds them
     * @param values by configuration key
     * @param key secret of the cluster
     */
    public static ValueFiles of(String connectName, SortedMap<String, String> values, byte[] key) {
        String marker = ConnectorKey.of(connectName) + "." + revision(connectName, values, key);
        SortedMap<String, OwnReference> references = new TreeMap<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(marker, ARRIVED.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> value : values.entrySet()) {
            String file = marker + "." + references.size();
            references.put(value.getKey(), ValuesMount.reference(file));
            files.put(file, value.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return new ValueFiles(references, files, marker);
    }

    /** Without the contents, which are secret. */
    @Override
    public String toString() {
        return marker;
    }

    /** Key of the connector that a file belongs to. */
    static String owner(String file) {
        return file.substring(0, file.indexOf(END_OF_OWNER));
    }

    /** Others are the operator's own. */
    static boolean isOfConnector(String file) {
        return file.indexOf(END_OF_OWNER) > 0;
    }

    static boolean isMarker(String file) {
        return file.chars().filter(c -> c == END_OF_OWNER).count() == 1;
    }

    private static String revision(String connectName, SortedMap<String, String> values, byte[] key) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(connectName.getBytes(StandardCharsets.UTF_8));
        values.forEach((name, value) -> {
            parts.add(name.getBytes(StandardCharsets.UTF_8));
            parts.add(value.getBytes(StandardCharsets.UTF_8));
        });
        return new RevisionKey(key).revision(parts);
    }
}

package dev.kafkaconnect.operator.values;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The values of one connector as files. Each name holds whose value it is and a revision that changes with the values; a
 * changed value is thus a changed configuration, and leads to a restart of just the connectors that use it. The revision is
 * keyed, so that it does not help to guess a short password. Pure.
 *
 * @param references what stands in the configuration in place of each value, by configuration key
 * @param files contents by name, the marker among them
 * @param marker file that says nothing; where it is, all others of the same revision are too
 */
public record ConnectorFiles(SortedMap<String, String> references, SortedMap<String, byte[]> files, String marker) {

    /** What the marker holds; a worker that has it says this word when it is asked for the class of that name. */
    static final String ARRIVED = "TheValuesHaveArrived";

    private static final int LONGEST_NAME = 40;
    private static final int DIGEST_BYTES = 8;

    /**
     * @param connectName name inside Kafka Connect, which is what the values belong to: whoever describes the connector next
     *     finds them
     * @param values by configuration key
     * @param key secret of the cluster
     */
    public static ConnectorFiles of(String connectName, SortedMap<String, String> values, byte[] key) {
        String marker = owner(connectName) + "." + revision(connectName, values, key);
        SortedMap<String, String> references = new TreeMap<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(marker, ARRIVED.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> value : values.entrySet()) {
            String file = marker + "." + references.size();
            references.put(value.getKey(), ValuesMount.reference(file));
            files.put(file, value.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return new ConnectorFiles(references, files, marker);
    }

    /** Contents are nobody's business. */
    @Override
    public String toString() {
        return marker;
    }

    static boolean isOf(String connectName, String file) {
        return file.startsWith(owner(connectName) + ".");
    }

    static boolean isMarker(String file) {
        return file.chars().filter(c -> c == '.').count() == 1;
    }

    /** A part that people recognize, and one that no two names share; holds no dot. */
    private static String owner(String connectName) {
        String readable = connectName.replaceAll("[^A-Za-z0-9_-]", "-");
        String cut = readable.length() > LONGEST_NAME ? readable.substring(0, LONGEST_NAME) : readable;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(connectName.getBytes(StandardCharsets.UTF_8));
            return cut + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String revision(String connectName, SortedMap<String, String> values, byte[] key) {
        Mac mac = mac(key);
        add(mac, connectName);
        values.forEach((name, value) -> {
            add(mac, name);
            add(mac, value);
        });
        return HexFormat.of().formatHex(mac.doFinal(), 0, DIGEST_BYTES);
    }

    private static void add(Mac mac, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        mac.update(bytes);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (InvalidKeyException unusable) {
            throw new IllegalArgumentException("the key of the revisions cannot be used", unusable);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }
}

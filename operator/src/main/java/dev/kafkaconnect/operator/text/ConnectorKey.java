package dev.kafkaconnect.operator.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names what belongs to a connector where few characters are allowed, as in the keys of a Secret or ConfigMap: a part that
 * people recognize, and one that no two names share. Holds no dot.
 */
public final class ConnectorKey {
    private static final int LONGEST_NAME = 40;
    private static final int DIGEST_BYTES = 8;

    private ConnectorKey() {}

    /** @param connectName name inside Kafka Connect */
    public static String of(String connectName) {
        String readable = connectName.replaceAll("[^A-Za-z0-9_-]", "-");
        String cut = readable.length() > LONGEST_NAME ? readable.substring(0, LONGEST_NAME) : readable;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(connectName.getBytes(StandardCharsets.UTF_8));
            return cut + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

package dev.kafkaconnect.worker.providers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the names of a connector's files begin with, as the operator makes it: a part of the name, and a digest of the whole. */
final class ConnectorKey {
    private static final int LONGEST_NAME = 40;
    private static final int DIGEST_BYTES = 8;

    private ConnectorKey() {}

    /** Holds no dot. */
    static String of(String connector) {
        String readable = connector.replaceAll("[^A-Za-z0-9_-]", "-");
        String cut = readable.length() > LONGEST_NAME ? readable.substring(0, LONGEST_NAME) : readable;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(connector.getBytes(StandardCharsets.UTF_8));
            return cut + "-" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

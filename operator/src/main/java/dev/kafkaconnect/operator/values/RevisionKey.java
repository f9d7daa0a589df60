package dev.kafkaconnect.operator.values;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What revisions of secret values are made with, one for each cluster. A revision changes with the values, and does not help to
 * guess a short password, because who sees it does not have the key.
 */
public final class RevisionKey {
    private static final int DIGEST_BYTES = 8;

    private final byte[] key;

    public RevisionKey(byte[] key) {
        this.key = key.clone();
    }

    /** Short, fit for names of files. */
    public String revision(List<byte[]> parts) {
        Mac mac = mac();
        for (byte[] part : parts) {
            mac.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
            mac.update(part);
        }
        return HexFormat.of().formatHex(mac.doFinal(), 0, DIGEST_BYTES);
    }

    private Mac mac() {
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

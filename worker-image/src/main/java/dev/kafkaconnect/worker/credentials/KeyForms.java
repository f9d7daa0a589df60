package dev.kafkaconnect.worker.credentials;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys in PEM, PKCS#1 (RSA) and SEC 1 (EC) made PKCS#8, which wraps either in the name of its algorithm. Called by
 * {@link CredentialsProvider}. What is no such key, or cannot be read, stays as it is. Pure.
 */
final class KeyForms {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (RSA|EC) PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1 PRIVATE KEY-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {INTEGER, 1, 0};
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private KeyForms() {}

    static String pkcs8(String pem) {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            return pem;
        }
        try {
            byte[] content = Base64.getMimeDecoder().decode(key.group(2));
            byte[] algorithm = key.group(1).equals("RSA") ? RSA : together(EC, curve(ByteBuffer.wrap(content)));
            byte[] wrapped = of(SEQUENCE, together(VERSION, of(SEQUENCE, algorithm), of(OCTETS, content)));
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(LINES.encodeToString(wrapped));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException broken) {
            return pem;
        }
    }

    /** Which curve the key is on is told after its version and the key itself. */
    private static byte[] curve(ByteBuffer key) {
        ByteBuffer parts = ByteBuffer.wrap(next(key, SEQUENCE));
        next(parts, INTEGER);
        next(parts, OCTETS);
        return next(parts, PARAMETERS);
    }

    private static byte[] next(ByteBuffer from, int tag) {
        if (Byte.toUnsignedInt(from.get()) != tag) {
            throw new IllegalArgumentException("another form of key");
        }
        int length = Byte.toUnsignedInt(from.get());
        if (length > 0x7f) {
            int bytes = length & 0x7f;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | Byte.toUnsignedInt(from.get());
            }
        }
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a key that breaks off");
        }
        byte[] content = new byte[length];
        from.get(content);
        return content;
    }

    private static byte[] of(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

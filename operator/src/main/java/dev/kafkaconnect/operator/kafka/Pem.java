package dev.kafkaconnect.operator.kafka;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Kafka clients understand of PEM, and how to get there from what they do not. Never repeats the text. Pure. */
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "DSA", "EdDSA");

    private Pem() {}

    /** What is wrong with text that should hold one certificate or several; empty if nothing is. */
    public static Optional<String> problemOfCertificates(String text) {
        boolean some = false;
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                some = true;
                if (!isCertificate(block.group())) {
                    return Optional.of("holds a certificate that cannot be read");
                }
            }
        }
        return some ? Optional.empty() : Optional.of("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
    }

    private static boolean isCertificate(String block) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    /** What is wrong with text that should hold a private key; empty if nothing is. */
    public static Optional<String> problemOfKey(String text) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return isKey(block.group(2)) ? Optional.empty() : Optional.of("holds a key that cannot be read");
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return Optional.of("holds an encrypted key; decrypt it: openssl pkcs8 -topk8 -nocrypt");
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" -> {
                    return Optional.of(
                            "holds a key that is not PKCS#8; set privateKey.encoding to PKCS8 in a Certificate of cert-manager, or convert it: openssl pkcs8 -topk8 -nocrypt");
                }
                default -> {}
            }
        }
        return Optional.of("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private static boolean isKey(String base64) {
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            return false;
        }
        for (String algorithm : ALGORITHMS) {
            try {
                KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                return true;
            } catch (GeneralSecurityException another) {
                // One of the others may know it.
            }
        }
        return false;
    }
}

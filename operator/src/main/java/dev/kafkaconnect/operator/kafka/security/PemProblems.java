package dev.kafkaconnect.operator.kafka.security;

import dev.kafkaconnect.operator.tls.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Kafka clients understand of PEM, and how to get there from what they do not. Never repeats the text. Pure. */
public final class PemProblems {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private PemProblems() {}

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
        return switch (PrivateKeyPem.in(text)) {
            case PrivateKeyPem.Readable readable -> Optional.empty();
            case PrivateKeyPem.Encrypted encrypted ->
                Optional.of("holds an encrypted key; decrypt it: openssl pkcs8 -topk8 -nocrypt");
            case PrivateKeyPem.Broken broken -> Optional.of("holds a key that cannot be read");
            case PrivateKeyPem.Absent absent ->
                Optional.of("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        };
    }

    /** The text with its key, if it is one, in the form that Kafka clients read. */
    static String readable(String text) {
        return PrivateKeyPem.in(text) instanceof PrivateKeyPem.Readable key ? key.pkcs8() : text;
    }
}

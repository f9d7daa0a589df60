package dev.kafkaconnect.operator.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates and keys as text. Reads keys in all forms in which cert-manager and openssl write them. */
final class PemFiles {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private PemFiles() {}

    static byte[] of(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            try {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateException impossible) {
                throw new IllegalStateException("a certificate that was read cannot be written", impossible);
            }
        }
        return bytes(text.toString());
    }

    static byte[] of(PrivateKey key) {
        return bytes(text(key));
    }

    static String text(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, LINES.encodeToString(content), what);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** @param name of what is read, for the message */
    static List<X509Certificate> certificates(String name, byte[] pem) throws UnusableCertificate {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException unreadable) {
            // Told below, like a file without any certificate.
        }
        throw new UnusableCertificate(name + " holds no certificate in PEM form");
    }

    /** @param name of what is read, for the message */
    static PrivateKey key(String name, byte[] pem) throws UnusableCertificate {
        return switch (PrivateKeyPem.in(new String(pem, StandardCharsets.US_ASCII))) {
            case PrivateKeyPem.Readable readable -> readable.key();
            case PrivateKeyPem.Broken broken ->
                throw new UnusableCertificate(name + " holds a private key that cannot be read");
            case PrivateKeyPem.Encrypted encrypted -> throw none(name);
            case PrivateKeyPem.Absent absent -> throw none(name);
        };
    }

    private static UnusableCertificate none(String name) {
        return new UnusableCertificate(
                name + " holds no private key in PEM form; it must be unencrypted, of RSA or EC");
    }
}

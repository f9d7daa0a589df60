package dev.kafkaconnect.operator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Certificates and keys as text. Reads keys in all forms in which cert-manager and openssl write them. */
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

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
        return bytes(block("PRIVATE KEY", key.getEncoded()));
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
        try {
            return keyIn(pem)
                    .orElseThrow(() -> new UnusableCertificate(
                            name + " holds no private key in PEM form; it must be unencrypted, of RSA or EC"));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new UnusableCertificate(name + " holds a private key that cannot be read");
        }
    }

    private static Optional<PrivateKey> keyIn(byte[] pem) throws IOException, GeneralSecurityException {
        try (PEMParser parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                if (found instanceof PEMKeyPair pair) {
                    return Optional.of(key(pair.getPrivateKeyInfo()));
                }
                if (found instanceof PrivateKeyInfo info) {
                    return Optional.of(key(info));
                }
            }
            return Optional.empty();
        } catch (PEMException noPem) {
            return Optional.empty();
        }
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        String name = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                ? "EC"
                : algorithm.equals(PKCSObjectIdentifiers.rsaEncryption) ? "RSA" : algorithm.getId();
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }
}

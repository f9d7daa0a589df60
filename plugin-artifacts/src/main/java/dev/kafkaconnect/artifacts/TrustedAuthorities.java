package dev.kafkaconnect.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes of PEM files with certificates what the HTTP client trusts. Used by whatever gets them as mounted files. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    public static SSLContext of(List<Path> files) throws ArtifactFailure {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Path file : files) {
                addTo(store, file);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new ArtifactFailure(
                    ArtifactFailure.Cause.Refused,
                    "the certificates of repository.trustedCertificates cannot be read: " + unusable.getMessage());
        }
    }

    private static void addTo(KeyStore store, Path file) throws IOException, GeneralSecurityException, ArtifactFailure {
        try (InputStream text = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(text);
            if (certificates.isEmpty()) {
                throw new ArtifactFailure(
                        ArtifactFailure.Cause.Refused,
                        "repository.trustedCertificates names a value without a PEM certificate");
            }
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
    }
}

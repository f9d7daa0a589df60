package dev.kafkaconnect.operator.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate chain to present, and its private key.
 *
 * @param chain the certificate itself, then those that lead to an authority
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    boolean endsWithin(Duration margin, Instant now) {
        return Certificates.endsWithin(certificate(), margin, now);
    }

    boolean isIssuedBy(X509Certificate authority) {
        return Certificates.isIssuedBy(chain.getLast(), authority);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return String.valueOf(certificate().getSubjectX500Principal());
    }
}

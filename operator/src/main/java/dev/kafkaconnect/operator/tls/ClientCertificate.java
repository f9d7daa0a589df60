package dev.kafkaconnect.operator.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * With what one client of the REST API, such as a user interface, shows who it is: what its Secret holds. The certificate has no host
 * names, so it is none of the operator or of a worker, and is answered only while {@link RestClients} lists it.
 *
 * @param trusted the authorities of the workers
 * @param password of the key and trust stores
 */
public record ClientCertificate(TlsIdentity identity, List<X509Certificate> trusted, String password) {
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String TRUSTED = "ca.crt";
    private static final String PASSWORD = "password";

    /**
     * The next one of a client.
     *
     * @param now what its Secret holds, null when there is none
     * @return the same as before when there is nothing to do; empty where the operator issues no certificates
     */
    public static Optional<ClientCertificate> next(
            @Nullable ClientCertificate now, RestTls tls, CertificateAuthority.Owner owner, String name, Instant at) {
        CertificateAuthority authority = tls.authority();
        if (authority == null) {
            return Optional.empty();
        }
        String subject = "rest-client:" + name;
        if (now == null || !now.isUsable(tls, owner, subject, at)) {
            return Optional.of(new ClientCertificate(
                    authority.issueForClient(owner, subject, Set.of(), at), tls.trusted(), RestTls.newPassword()));
        }
        // Before the workers show certificates of a new authority, some of them do not trust it yet.
        boolean follows =
                tls.workers().isIssuedBy(authority.certificate()) && !now.identity.isIssuedBy(authority.certificate());
        TlsIdentity next = follows || now.identity.endsWithin(Rotation.RENEW_BEFORE, at)
                ? authority.issueForClient(owner, subject, Set.of(), at)
                : now.identity;
        return Optional.of(new ClientCertificate(next, tls.trusted(), now.password));
    }

    private boolean isUsable(RestTls tls, CertificateAuthority.Owner owner, String subject, Instant at) {
        return CertificateAuthority.isNamed(identity.certificate(), owner, subject)
                && !identity.endsWithin(Duration.ZERO, at)
                && tls.trusted().stream().anyMatch(identity::isIssuedBy);
    }

    /** By which workers know it. */
    public String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(identity.certificate().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public Instant until() {
        return identity.certificate().getNotAfter().toInstant();
    }

    public Map<String, byte[]> data() {
        Map<String, byte[]> data = new LinkedHashMap<>();
        data.put(CERTIFICATE, PemFiles.of(identity.chain()));
        data.put(KEY, PemFiles.of(identity.key()));
        data.put(TRUSTED, PemFiles.of(trusted));
        data.put(PASSWORD, password.getBytes(StandardCharsets.US_ASCII));
        data.put(RestTls.KEY_STORE, KeyStores.of(identity, password));
        data.put(RestTls.TRUST_STORE, KeyStores.of(trusted, password));
        return data;
    }

    /** Empty when a part is missing or damaged: then there is nothing to keep. */
    public static Optional<ClientCertificate> read(Map<String, byte[]> data) {
        if (!data.keySet()
                .containsAll(List.of(CERTIFICATE, KEY, TRUSTED, PASSWORD, RestTls.KEY_STORE, RestTls.TRUST_STORE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientCertificate(
                    new TlsIdentity(
                            PemFiles.certificates(CERTIFICATE, value(data, CERTIFICATE)),
                            PemFiles.key(KEY, value(data, KEY))),
                    PemFiles.certificates(TRUSTED, value(data, TRUSTED)),
                    new String(value(data, PASSWORD), StandardCharsets.US_ASCII)));
        } catch (UnusableCertificate damaged) {
            return Optional.empty();
        }
    }

    private static byte[] value(Map<String, byte[]> data, String key) {
        return data.getOrDefault(key, new byte[0]);
    }

    /** Without the key and password. */
    @Override
    public String toString() {
        return "client certificate " + identity;
    }
}

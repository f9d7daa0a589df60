package dev.kafkaconnect.operator.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes up the TLS of one cluster's REST API at one time: what its Secret holds.
 *
 * @param authority that makes the certificates, null when a user does
 * @param workers what the workers show, to clients and to one another
 * @param operator what the operator shows
 * @param trusted the authorities that workers and operator trust
 * @param password of the key and trust stores
 * @param clients whom the workers answer besides
 */
public record RestTls(
        @Nullable CertificateAuthority authority,
        TlsIdentity workers,
        TlsIdentity operator,
        List<X509Certificate> trusted,
        String password,
        RestClients clients) {
    public static final String KEY_STORE = "keystore.p12";
    public static final String TRUST_STORE = "truststore.p12";
    public static final String PROPERTIES = "rest.properties";

    /** The only one that workers read again while they run. */
    public static final String CLIENTS = "clients";

    private static final String AUTHORITY_CERTIFICATE = "authority.crt";
    private static final String AUTHORITY_KEY = "authority.key";
    private static final String TRUSTED = "ca.crt";
    private static final String WORKERS_CERTIFICATE = "tls.crt";
    private static final String WORKERS_KEY = "tls.key";
    private static final String OPERATOR_CERTIFICATE = "operator.crt";
    private static final String OPERATOR_KEY = "operator.key";
    private static final String PASSWORD = "password";
    private static final int PASSWORD_BYTES = 24;

    static String newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    RestTls trusting(List<X509Certificate> others) {
        return new RestTls(authority, workers, operator, List.copyOf(others), password, clients);
    }

    RestTls withCa(@Nullable CertificateAuthority other) {
        return new RestTls(other, workers, operator, trusted, password, clients);
    }

    RestTls withIdentities(TlsIdentity ofWorkers, TlsIdentity ofOperator) {
        return new RestTls(authority, ofWorkers, ofOperator, trusted, password, clients);
    }

    /** The same for clients that are to be answered from now on. */
    public RestTls withClients(RestClients others) {
        return new RestTls(authority, workers, operator, trusted, password, others);
    }

    /** Differs whenever the workers must read their key and trust stores again. Reveals nothing that is secret. */
    public String revision() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<X509Certificate> all = new ArrayList<>(workers.chain());
            all.addAll(trusted);
            for (X509Certificate certificate : all) {
                digest.update(certificate.getEncoded());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** As the Secret holds it, with the files that are mounted into the workers. */
    public Map<String, byte[]> data() {
        Map<String, byte[]> data = new LinkedHashMap<>();
        if (authority != null) {
            data.put(AUTHORITY_CERTIFICATE, PemFiles.of(List.of(authority.certificate())));
            data.put(AUTHORITY_KEY, PemFiles.of(authority.key()));
        }
        data.put(TRUSTED, PemFiles.of(trusted));
        data.put(WORKERS_CERTIFICATE, PemFiles.of(workers.chain()));
        data.put(WORKERS_KEY, PemFiles.of(workers.key()));
        data.put(OPERATOR_CERTIFICATE, PemFiles.of(operator.chain()));
        data.put(OPERATOR_KEY, PemFiles.of(operator.key()));
        data.put(PASSWORD, password.getBytes(StandardCharsets.US_ASCII));
        data.put(KEY_STORE, KeyStores.of(workers, password));
        data.put(TRUST_STORE, KeyStores.of(trusted, password));
        data.put(CLIENTS, clients.text().getBytes(StandardCharsets.US_ASCII));
        data.put(PROPERTIES, properties().getBytes(StandardCharsets.US_ASCII));
        return data;
    }

    private String properties() {
        return """
                listeners.https.ssl.keystore.password=%1$s
                listeners.https.ssl.key.password=%1$s
                listeners.https.ssl.truststore.password=%1$s
                """.formatted(password);
    }

    /** @throws UnusableCertificate when another writer has changed what was kept */
    public static RestTls read(Map<String, byte[]> data) throws UnusableCertificate {
        CertificateAuthority authority = data.containsKey(AUTHORITY_KEY)
                ? new CertificateAuthority(
                        PemFiles.certificates(AUTHORITY_CERTIFICATE, value(data, AUTHORITY_CERTIFICATE))
                                .getFirst(),
                        PemFiles.key(AUTHORITY_KEY, value(data, AUTHORITY_KEY)))
                : null;
        RestTls read = new RestTls(
                authority,
                identity(data, WORKERS_CERTIFICATE, WORKERS_KEY),
                identity(data, OPERATOR_CERTIFICATE, OPERATOR_KEY),
                PemFiles.certificates(TRUSTED, value(data, TRUSTED)),
                new String(value(data, PASSWORD), StandardCharsets.US_ASCII),
                // Earlier versions wrote none.
                RestClients.parse(new String(data.getOrDefault(CLIENTS, new byte[0]), StandardCharsets.US_ASCII)));
        for (String mounted : List.of(KEY_STORE, TRUST_STORE, PROPERTIES)) {
            value(data, mounted);
        }
        return read;
    }

    private static TlsIdentity identity(Map<String, byte[]> data, String certificate, String key)
            throws UnusableCertificate {
        return new TlsIdentity(
                PemFiles.certificates(certificate, value(data, certificate)), PemFiles.key(key, value(data, key)));
    }

    private static byte[] value(Map<String, byte[]> data, String key) throws UnusableCertificate {
        byte[] value = data.get(key);
        if (value == null) {
            throw new UnusableCertificate("the key %s is missing".formatted(key));
        }
        return value;
    }

    /** Without keys and password. */
    @Override
    public String toString() {
        return "REST TLS " + revision();
    }
}

package dev.kafkaconnect.operator.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the API server and the webhook know one another: what the Secret of the webhook holds. The key of the authority is not kept: with a
 * new certificate there is a new authority, and the API server trusts the former one until all replicas have changed.
 *
 * @param trusted the authority of the server, then the former one
 * @param token that only those know who may read the Secret or the configuration of the webhook
 */
public record WebhookTls(TlsIdentity server, List<X509Certificate> trusted, String token) {
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String TRUSTED = "ca.crt";
    private static final String TOKEN = "token";

    /** @return the same as before when there is nothing to do */
    public static WebhookTls next(
            @Nullable WebhookTls now, CertificateAuthority.Owner owner, Set<String> hosts, Instant at) {
        if (now != null
                && !now.server.endsWithin(Rotation.RENEW_BEFORE, at)
                && Certificates.hosts(now.server.certificate()).equals(hosts)) {
            return now;
        }
        CertificateAuthority authority = CertificateAuthority.create(owner, at);
        List<X509Certificate> trusted = new ArrayList<>(List.of(authority.certificate()));
        if (now != null && !now.server.endsWithin(Duration.ZERO, at)) {
            trusted.add(now.trusted.getFirst());
        }
        return new WebhookTls(
                authority.issueForServers(owner, "kafka-connect-operator-webhook", hosts, at),
                List.copyOf(trusted),
                now == null ? RestTls.newPassword() : now.token);
    }

    /** As the configuration of the webhook holds them. */
    public byte[] authorities() {
        return PemFiles.of(trusted);
    }

    public Map<String, byte[]> data() {
        Map<String, byte[]> data = new LinkedHashMap<>();
        data.put(CERTIFICATE, PemFiles.of(server.chain()));
        data.put(KEY, PemFiles.of(server.key()));
        data.put(TRUSTED, authorities());
        data.put(TOKEN, token.getBytes(StandardCharsets.US_ASCII));
        return data;
    }

    /** Empty when a part is missing or damaged. */
    public static Optional<WebhookTls> read(Map<String, byte[]> data) {
        String token = new String(data.getOrDefault(TOKEN, new byte[0]), StandardCharsets.US_ASCII);
        if (token.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WebhookTls(
                    new TlsIdentity(
                            PemFiles.certificates(CERTIFICATE, data.getOrDefault(CERTIFICATE, new byte[0])),
                            PemFiles.key(KEY, data.getOrDefault(KEY, new byte[0]))),
                    PemFiles.certificates(TRUSTED, data.getOrDefault(TRUSTED, new byte[0])),
                    token));
        } catch (UnusableCertificate damaged) {
            return Optional.empty();
        }
    }

    /** Without the key and the token. */
    @Override
    public String toString() {
        return "webhook " + server;
    }
}

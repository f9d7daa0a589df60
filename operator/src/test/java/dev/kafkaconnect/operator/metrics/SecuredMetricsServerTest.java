package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.CertificateSource;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.Rotation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint of the metrics with a mounted certificate and with callers who have to prove who they are. */
class SecuredMetricsServerTest {
    private static final RestTls FIRST = certificates("first");
    private static final RestTls SECOND = certificates("second");

    @TempDir
    Path directory;

    @BeforeEach
    void aCertificateIsMounted() throws Exception {
        mount(FIRST);
    }

    @Test
    void answersWithTheMountedCertificateAndWithTheNextOneAfterItChanged() throws Exception {
        try (MetricsServer server = server(false)) {
            assertThat(get(server, FIRST, null).body()).isEqualTo("all\n");

            mount(SECOND);

            assertThat(get(server, SECOND, null).body()).isEqualTo("all\n");
        }
    }

    @Test
    void keepsTheLastCertificateWhileTheFilesCannotBeUsed() throws Exception {
        try (MetricsServer server = server(false)) {
            Files.writeString(directory.resolve("tls.key"), "half a k");

            assertThat(get(server, FIRST, null).body()).isEqualTo("all\n");
        }
    }

    @Test
    void isNotTrustedByWhoeverTrustsAnotherAuthority() throws Exception {
        try (MetricsServer server = server(false)) {
            assertThatThrownBy(() -> get(server, SECOND, null)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void doesNotStartWithoutACertificate() throws Exception {
        Files.delete(directory.resolve("tls.crt"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(false))
                .withMessageStartingWith("METRICS_TLS_DIRECTORY must be a directory with a certificate");
    }

    @Test
    void tellsOnlyThoseWhoAreAdmitted() throws Exception {
        try (MetricsServer server = server(true)) {
            assertThat(get(server, FIRST, "Bearer right").body()).isEqualTo("all\n");
            HttpResponse<String> refused = get(server, FIRST, "Bearer wrong");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEmpty();
            assertThat(get(server, FIRST, null).statusCode()).isEqualTo(401);
        }
    }

    private MetricsServer server(boolean authenticated) {
        return new MetricsServer(
                0,
                out -> out.write("all\n".getBytes(StandardCharsets.UTF_8)),
                new MetricsAccess(directory, authenticated),
                authorization -> authorization == null ? 401 : authorization.equals("Bearer right") ? 200 : 403);
    }

    private static HttpResponse<String> get(MetricsServer server, RestTls trusted, @Nullable String authorization)
            throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate authority : trusted.trusted()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https://localhost:%d/metrics".formatted(server.port())));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private void mount(RestTls tls) throws Exception {
        StringBuilder chain = new StringBuilder();
        for (X509Certificate certificate : tls.workers().chain()) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        write("tls.crt", chain.toString());
        write("tls.key", pem("PRIVATE KEY", tls.workers().key().getEncoded()));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static String pem(String type, byte[] encoded) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(encoded));
    }

    private static RestTls certificates(String cluster) {
        return Rotation.next(
                null,
                new CertificateSource.Managed(new CertificateAuthority.Owner("team", cluster), Set.of("localhost")),
                true,
                Instant.now());
    }
}

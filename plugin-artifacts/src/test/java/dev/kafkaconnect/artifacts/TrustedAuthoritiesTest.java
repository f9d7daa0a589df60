package dev.kafkaconnect.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with a certificate of an authority of its own. */
class TrustedAuthoritiesTest {
    private static final byte[] JAR = "classes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private HttpsServer server;
    private Path pem;

    @BeforeEach
    void aRepositoryRuns() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        byte[] encoded = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(1, ChronoUnit.DAYS)),
                        name,
                        keys.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
        pem = Files.writeString(
                directory.resolve("authority-0.crt"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
        Certificate certificate;
        try (var text = Files.newInputStream(pem)) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(text);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {certificate});
        KeyManagerFactory manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(manager.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/a.jar", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, JAR.length);
                exchange.getResponseBody().write(JAR);
            }
        });
        server.createContext("/plain", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/a.jar");
                exchange.sendResponseHeaders(302, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void itStops() {
        server.stop(0);
    }

    @Test
    void anAuthorityThatIsNamedIsTrusted() throws Exception {
        load(new RepositoryAccess(null, null, TrustedAuthorities.of(List.of(pem))), "/a.jar");

        assertThat(directory.resolve("files/1-a/a.jar")).hasContent("classes");
    }

    @Test
    void anotherIsNotAndTheMessageSaysWhereToNameIt() {
        ArtifactFailure failure =
                catchThrowableOfType(ArtifactFailure.class, () -> load(RepositoryAccess.OPEN, "/a.jar"));

        assertThat(failure.why()).isEqualTo(Cause.Refused);
        assertThat(failure).hasMessageContaining("name its authority in repository.trustedCertificates");
    }

    @Test
    void aRedirectToPlainHttpIsRefused() {
        ArtifactFailure failure = catchThrowableOfType(
                ArtifactFailure.class,
                () -> load(new RepositoryAccess(null, null, TrustedAuthorities.of(List.of(pem))), "/plain"));

        assertThat(failure).hasMessageContaining("redirects from https to http");
    }

    @Test
    void aFileWithoutACertificateIsTold() throws Exception {
        Path none = Files.writeString(directory.resolve("none.crt"), "");

        assertThat(catchThrowableOfType(ArtifactFailure.class, () -> TrustedAuthorities.of(List.of(none))))
                .hasMessageContaining("without a PEM certificate");
    }

    private void load(RepositoryAccess access, String path) throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        URI address = URI.create(
                "https://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
        new PluginFiles(access, Limits.DEFAULT)
                .load(List.of(new Artifact(address, ArtifactType.Jar, Archives.sha512(JAR))), files);
    }
}

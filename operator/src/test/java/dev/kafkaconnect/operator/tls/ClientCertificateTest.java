package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.HOSTS;
import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static dev.kafkaconnect.operator.tls.Certificated.OWNER;
import static dev.kafkaconnect.operator.tls.Certificated.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {
    private final RestTls tls = fresh();
    private final ClientCertificate made = next(null, tls, NOW);

    @Test
    void isForClientsAloneAndHasNoHostSoThatNoWorkerTakesItForOneOfTheClusters() throws Exception {
        assertThat(made.identity().certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(Certificates.hosts(made.identity().certificate())).isEmpty();
        assertThat(made.identity().toString()).contains("CN=rest-client:kafbat", "OU=payments", "O=team");
        assertThat(tls.trusted()).anyMatch(made.identity()::isIssuedBy);
        assertThat(made.until()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void isKeptAsLongAsNothingIsDue() {
        assertThat(next(made, tls, NOW.plus(Duration.ofDays(304)))).isEqualTo(made);
        assertThat(ClientCertificate.read(made.data())).hasValue(made);
    }

    @ParameterizedTest
    @CsvSource({"306", "364", "366"})
    void isRenewedLikeTheOthersBeforeItExpires(int days) {
        ClientCertificate renewed = next(made, tls, NOW.plus(Duration.ofDays(days)));

        assertThat(renewed.fingerprint()).isNotEqualTo(made.fingerprint());
    }

    @Test
    void followsTheWorkersToANewAuthorityAndTrustsBothMeanwhile() {
        CertificateAuthority other = CertificateAuthority.create(OWNER, NOW);
        RestTls trusting = tls.withCa(other).trusting(List.of(tls.trusted().getFirst(), other.certificate()));
        RestTls showing = trusting.withIdentities(
                other.issueForServers(OWNER, "w", HOSTS, NOW), other.issueForClient(OWNER, "o", HOSTS, NOW));

        ClientCertificate during = next(made, trusting, NOW);
        assertThat(during.identity()).isEqualTo(made.identity());
        assertThat(during.trusted()).hasSize(2);

        ClientCertificate after = next(during, showing, NOW);
        assertThat(after.identity().isIssuedBy(other.certificate())).isTrue();
    }

    @Test
    void ofAnotherClientOrAnotherClusterIsNotKept() {
        assertThat(ClientCertificate.next(made, tls, OWNER, "kcctl", NOW))
                .hasValueSatisfying(other -> assertThat(other.fingerprint()).isNotEqualTo(made.fingerprint()));
        assertThat(next(made, fresh(), NOW).fingerprint()).isNotEqualTo(made.fingerprint());
    }

    @Test
    void isNotIssuedWhereAUserBringsTheCertificates() {
        assertThat(ClientCertificate.next(null, tls.withCa(null), OWNER, "kafbat", NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt", "password", "keystore.p12", "truststore.p12"})
    void ofWhichAPartIsMissingIsNotKept(String key) {
        Map<String, byte[]> data = new HashMap<>(made.data());
        data.remove(key);

        assertThat(ClientCertificate.read(data)).isEmpty();
    }

    @Test
    void isAlsoInAKeyStoreWithThePassword() throws Exception {
        String password = new String(Objects.requireNonNull(made.data().get("password")), StandardCharsets.US_ASCII);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(made.data().get("keystore.p12")), password.toCharArray());

        assertThat(store.getKey("rest", password.toCharArray()))
                .isEqualTo(made.identity().key());
        assertThat(made.toString()).doesNotContain(password);
    }

    private static ClientCertificate next(@Nullable ClientCertificate now, RestTls tls, Instant at) {
        return ClientCertificate.next(now, tls, OWNER, "kafbat", at).orElseThrow();
    }
}

package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.HOSTS;
import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static dev.kafkaconnect.operator.tls.Certificated.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestTlsTest {
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

    @Test
    void workersAreServersAndClientsUnderAllOfTheirNames() throws GeneralSecurityException {
        X509Certificate workers = fresh().workers().certificate();

        assertThat(Certificates.hosts(workers)).isEqualTo(HOSTS);
        assertThat(workers.getExtendedKeyUsage()).containsExactlyInAnyOrder(SERVER, CLIENT);
        assertThat(workers.getBasicConstraints()).isEqualTo(-1);
        assertThat(workers.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
        assertThat(workers.getNotBefore().toInstant()).isBefore(NOW);
    }

    @Test
    void theOperatorIsAClientWithAKeyOfItsOwn() throws GeneralSecurityException {
        RestTls tls = fresh();

        assertThat(tls.operator().certificate().getExtendedKeyUsage()).containsExactly(CLIENT);
        assertThat(Certificates.hosts(tls.operator().certificate()))
                .as("without them workers answer nobody")
                .isEqualTo(HOSTS);
        assertThat(tls.operator().key()).isNotEqualTo(tls.workers().key());
    }

    @Test
    void theAuthorityMayIssueCertificatesButNoFurtherAuthorities() {
        X509Certificate authority = fresh().trusted().getFirst();

        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(authority.getKeyUsage()[5]).as("signs certificates").isTrue();
        assertThat(authority.getSubjectX500Principal().getName()).contains("O=team", "OU=payments");
    }

    @Test
    void noTwoClustersShareAnAuthorityOrAPassword() {
        assertThat(fresh().trusted()).isNotEqualTo(fresh().trusted());
        assertThat(fresh().password()).isNotEqualTo(fresh().password()).hasSize(48);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() throws UnusableCertificate {
        RestTls tls = fresh();

        RestTls read = RestTls.read(tls.data());

        assertThat(read).isEqualTo(tls);
        assertThat(read.revision()).isEqualTo(tls.revision());
    }

    @Test
    void theWorkersFilesHoldTheirKeyAndWhomTheyTrustAndNothingElse() throws GeneralSecurityException, IOException {
        RestTls tls = fresh();

        KeyStore keys = opened(tls, RestTls.KEY_STORE);
        KeyStore trust = opened(tls, RestTls.TRUST_STORE);

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.getKey("rest", tls.password().toCharArray()))
                .isEqualTo(tls.workers().key());
        assertThat(trust.size()).isEqualTo(1);
        assertThat(trust.getCertificate("authority-0")).isEqualTo(tls.trusted().getFirst());
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(tls.data().get(RestTls.PROPERTIES)));
        assertThat(properties.values()).containsOnly(tls.password());
        assertThat(properties.keySet()).allMatch(key -> key.toString().endsWith(".password"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ca.crt", "tls.crt", "tls.key", "operator.key", "authority.crt", "password", "keystore.p12"})
    void aSecretThatLacksAPartIsNotUsed(String key) {
        Map<String, byte[]> data = new LinkedHashMap<>(fresh().data());
        data.remove(key);

        assertThatThrownBy(() -> RestTls.read(data))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining(key);
    }

    @Test
    void noTextFormTellsAKeyOrAPassword() {
        RestTls tls = fresh();
        String key = new String(tls.data().get("tls.key"), StandardCharsets.US_ASCII)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        assertThat(List.of(tls, tls.workers(), tls.operator(), tls.authority()).toString())
                .doesNotContain(tls.password())
                .doesNotContain(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {RestTls.KEY_STORE, RestTls.TRUST_STORE})
    void aWorkerReadsItsFilesWithoutHashingThePasswordBesideThemForLong(String file) {
        byte[] store = Objects.requireNonNull(fresh().data().get(file));

        assertThat(Pfx.getInstance(store).getMacData().getIterationCount()).isEqualTo(BigInteger.ONE);
    }

    private static KeyStore opened(RestTls tls, String file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(
                new ByteArrayInputStream(Objects.requireNonNull(tls.data().get(file))),
                tls.password().toCharArray());
        return store;
    }
}

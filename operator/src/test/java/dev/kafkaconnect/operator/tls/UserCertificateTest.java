package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static dev.kafkaconnect.operator.tls.Certificated.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class UserCertificateTest {
    private static final List<String> HOSTS =
            List.of("payments-rest.team.svc", "payments-worker-0.payments-workers.team.svc");

    private final CertificateAuthority authority = CertificateAuthority.create(OWNER, NOW);
    private final TlsIdentity identity = authority.issueForServers(
            OWNER, "theirs", Set.of("payments-rest.team.svc", "*.payments-workers.team.svc"), NOW);

    @Test
    void whatIsRightIsTaken() throws UnusableCertificate {
        CertificateSource.Given given = UserCertificate.read(data(identity, authority), HOSTS, NOW);

        assertThat(given.identity()).isEqualTo(identity);
        assertThat(given.authorities()).containsExactly(authority.certificate());
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        Map<String, byte[]> data = data(identity, authority);
        data.remove("ca.crt");

        refuses(data, NOW, "lacks ca.crt; it must hold tls.crt, tls.key and ca.crt");
    }

    @Test
    void oneThatHasEndedIsNot() {
        refuses(data(identity, authority), NOW.plus(Duration.ofDays(366)), "expired at 2027-03-01T12:00:00Z; renew it");
    }

    @Test
    void aHostThatItIsNotValidForIsNamed() {
        TlsIdentity other = authority.issueForServers(OWNER, "theirs", Set.of("payments-rest.team.svc"), NOW);

        refuses(data(other, authority), NOW, "not valid for payments-worker-0.payments-workers.team.svc; add");
    }

    @Test
    void oneForClientsOnlyIsNot() {
        TlsIdentity client = authority.issueForClient(OWNER, "theirs", HOSTS, NOW);

        assertThatThrownBy(() -> UserCertificate.read(data(client, authority), List.of(), NOW))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("without the usages");
    }

    @Test
    void theKeyOfAnotherCertificateIsNot() {
        TlsIdentity mixed = new TlsIdentity(
                identity.chain(), CertificateAuthority.create(OWNER, NOW).key());

        refuses(data(mixed, authority), NOW, "tls.key that does not belong to the certificate");
    }

    @Test
    void oneOfAnotherAuthorityIsNot() {
        refuses(data(identity, CertificateAuthority.create(OWNER, NOW)), NOW, "does not chain to one in ca.crt");
    }

    @Test
    void textThatIsNoCertificateIsNot() {
        Map<String, byte[]> data = data(identity, authority);
        data.put("tls.crt", "hello".getBytes(StandardCharsets.US_ASCII));

        refuses(data, NOW, "tls.crt holds no certificate in PEM form");
    }

    @Test
    void anRsaKeyIsReadInTheFormOfOpensslAndInTheCommonOne() throws Exception {
        PrivateKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        byte[] inner = PrivateKeyInfo.getInstance(key.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(PemFiles.key("tls.key", pem("RSA PRIVATE KEY", inner))).isEqualTo(key);
        assertThat(PemFiles.key("tls.key", PemFiles.of(key))).isEqualTo(key);
    }

    @Test
    void anEcKeyIsReadInTheFormOfOpensslAndInTheCommonOne() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
        ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
        byte[] inner = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        key.getParams().getOrder().bitLength(),
                        key.getS(),
                        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
                                .getPublicKeyData(),
                        PrivateKeyInfo.getInstance(key.getEncoded())
                                .getPrivateKeyAlgorithm()
                                .getParameters())
                .getEncoded();

        assertThat(PemFiles.key("tls.key", pem("EC PRIVATE KEY", inner)))
                .isInstanceOfSatisfying(
                        ECPrivateKey.class, read -> assertThat(read.getS()).isEqualTo(key.getS()));
        assertThat(PemFiles.key("tls.key", PemFiles.of(key))).isEqualTo(key);
    }

    @Test
    void anEncryptedKeyIsRefusedWithWhatToDo() {
        byte[] pem = """
                -----BEGIN ENCRYPTED PRIVATE KEY-----
                MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgBcGBjCVjknAICCAAw
                DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEEGE+geG19iSKbE9ng4CZUkEgZBR
                36MwgEK4XkU3PEVLzC+JyTVqK5Ev7ZYA+4XZpYFNhsgWln/mQM8n5NdIatK1V2lV
                6zoTZ/QNR98LiOTzuifDND1WX4sksCBauvfL3oDn8p+vWVfZRVArk8dzDz3dwn3U
                mZ0K6gPdJSg1Xhh1/HVi6//w/etXurOR2BUWu+TiMHuiIHlrcQLAU84BKYrRyjE=
                -----END ENCRYPTED PRIVATE KEY-----
                """.getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> PemFiles.key("tls.key", pem))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("must be unencrypted");
    }

    private static void refuses(Map<String, byte[]> data, Instant now, String message) {
        assertThatThrownBy(() -> UserCertificate.read(data, HOSTS, now))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining(message);
    }

    private static Map<String, byte[]> data(TlsIdentity identity, CertificateAuthority authority) {
        Map<String, byte[]> data = new LinkedHashMap<>();
        data.put("tls.crt", PemFiles.of(identity.chain()));
        data.put("tls.key", PemFiles.of(identity.key()));
        data.put("ca.crt", PemFiles.of(List.of(authority.certificate())));
        return data;
    }

    private static byte[] pem(String what, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content))
                .getBytes(StandardCharsets.US_ASCII);
    }
}

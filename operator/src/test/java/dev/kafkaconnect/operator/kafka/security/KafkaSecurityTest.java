package dev.kafkaconnect.operator.kafka.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.security.Authentication.Mechanism;
import dev.kafkaconnect.operator.tls.PrivateKeyPem;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityTest {
    private static final ValueFile CA = ValueFile.secret("kafka-ca", "ca.crt", "trusted-0.crt");
    private static final ValueFile PASSWORD = ValueFile.secret("kafka-user", "password", "password");

    @Test
    void asksForNothingWhenNothingIsAsked() {
        assertThat(KafkaSecurity.NONE.properties(ValueFile::file, null)).isEmpty();
        assertThat(KafkaSecurity.NONE.files()).isEmpty();
    }

    @Test
    void trustsWhomJavaTrustsWhenNoCertificateIsNamed() {
        KafkaSecurity security = new KafkaSecurity(true, List.of(), new Authentication.None());

        assertThat(security.properties(ValueFile::file, null)).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void trustsAllCertificatesThatAreNamed() {
        ValueFile other = ValueFile.secret("other-ca", "root.pem", "trusted-1.crt");
        KafkaSecurity security = new KafkaSecurity(true, List.of(CA, other), new Authentication.None());

        assertThat(security.properties(ValueFile::file, null))
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.certificates", "trusted-0.crt\ntrusted-1.crt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "with \"quotes\"", "back\\slash", "CN=connect,O=Example; required"})
    void namesTheUserAsKafkaReadsIt(String username) {
        KafkaSecurity security = new KafkaSecurity(
                false, List.of(), new Authentication.Password(Mechanism.ScramSha512, username, PASSWORD));

        Password jaas = (Password) security.client(file -> "pass word").get("sasl.jaas.config");

        assertThat(JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas))
                        .configurationEntries())
                .singleElement()
                .satisfies(entry -> {
                    Map<String, Object> options = new HashMap<>(entry.getOptions());
                    assertThat(options).isEqualTo(Map.of("username", username, "password", "pass word"));
                });
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA PRIVATE KEY", "EC, EC PRIVATE KEY"})
    void readsTheKeysOfCertManagerItself(String algorithm, String form) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
        ASN1Encodable inner = pair.getPrivate() instanceof ECPrivateKey point
                ? new org.bouncycastle.asn1.sec.ECPrivateKey(
                        point.getParams().getOrder().bitLength(),
                        point.getS(),
                        info.getPrivateKeyAlgorithm().getParameters())
                : info.parsePrivateKey();
        String pem = "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        form,
                        Base64.getMimeEncoder()
                                .encodeToString(inner.toASN1Primitive().getEncoded()),
                        form);
        KafkaSecurity security = new KafkaSecurity(
                true,
                List.of(),
                new Authentication.Certificate(
                        ValueFile.secret("kafka-client", "tls.crt", "client.crt"),
                        ValueFile.secret("kafka-client", "tls.key", "client.key")));

        Password key = (Password) security.client(file -> pem).get("ssl.keystore.key");

        assertThat(Objects.requireNonNull(key).value()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(PrivateKeyPem.in(key.value()))
                .isInstanceOfSatisfying(
                        PrivateKeyPem.Readable.class,
                        read -> assertThat(secretOf(read.key())).isEqualTo(secretOf(pair.getPrivate())));
    }

    @Test
    void handsOptionsAndAuthoritiesToTheLoginModuleOfOAuth() {
        KafkaSecurity security = new KafkaSecurity(
                true,
                List.of(),
                new Authentication.OAuth(
                        "https://login.example.com/token",
                        "connect",
                        PASSWORD,
                        null,
                        new TreeMap<>(Map.of("extension_logicalCluster", "lkc-\"1\"")),
                        ValueFile.configMap("login-ca", "ca.crt", "token-endpoint.crt")));

        assertThat(options(security.client(file -> "-----BEGIN\r\n\"A\"\n-----END\n")))
                .isEqualTo(Map.of(
                        "extension_logicalCluster", "lkc-\"1\"",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.certificates", "-----BEGIN\n\"A\"\n-----END\n"));
        assertThat(options(Map.of(
                        "sasl.jaas.config",
                        new Password(security.properties(ValueFile::file, "/credentials")
                                .get("sasl.jaas.config")))))
                .isEqualTo(Map.of(
                        "extension_logicalCluster", "lkc-\"1\"",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", "/credentials/token-endpoint.crt"));
    }

    private static Map<String, Object> options(Map<String, ?> client) {
        return new HashMap<>(JaasContext.loadClientContext(client)
                .configurationEntries()
                .getFirst()
                .getOptions());
    }

    @Test
    void makesNoClientOfTheOperatorThatItMayNotLoad() {
        KafkaSecurity security = new KafkaSecurity(
                true,
                List.of(CA),
                new Authentication.Custom(
                        new TreeMap<>(Map.of("sasl.mechanism", "MINE")),
                        new TreeMap<>(Map.of("sasl.jaas.config", PASSWORD)),
                        LoginClasses.NONE));

        assertThat(security.withoutClient(file -> "mine.Module required token=\"canary\";"))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("mine.Module").doesNotContain("canary"));
        assertThat(security.withoutClient(
                        file -> "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"x\";"))
                .isEmpty();
        assertThat(security.client(file -> "canary").toString()).doesNotContain("canary");
        assertThat(security.properties(ValueFile::file, null))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "MINE")
                .containsEntry("sasl.jaas.config", "password");
    }

    @Test
    void hasNoTextFormOfWhatIsSecret() {
        KafkaSecurity security =
                new KafkaSecurity(true, List.of(CA), new Authentication.Password(Mechanism.Plain, "connect", PASSWORD));

        assertThat(security.client(file -> "canary").toString()).doesNotContain("canary");
    }

    @Test
    void noticesThatAPasswordHasChanged() {
        KafkaSecurity security =
                new KafkaSecurity(true, List.of(CA), new Authentication.Password(Mechanism.Plain, "connect", PASSWORD));

        assertThat(security.client(file -> "one"))
                .isEqualTo(security.client(file -> "one"))
                .isNotEqualTo(security.client(file -> "two"));
    }

    @Test
    void setsOnlyPropertiesThatKafkaClientsKnow() {
        assertThat(AdminClientConfig.configNames()).containsAll(KafkaSecurity.PROPERTIES);
    }

    /** Two encodings of one key may differ in what else they tell. */
    private static BigInteger secretOf(PrivateKey key) {
        return key instanceof ECPrivateKey point ? point.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }
}

package dev.kafkaconnect.operator.cluster.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kafkaconnect.operator.cluster.plan.ResolvedSecrets;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.kafka.security.Authentication;
import dev.kafkaconnect.operator.kafka.security.Authentication.Mechanism;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialCheckTest {
    private static final Map<String, String> PEM =
            GoldenCase.of("credentials", "pem").value("pem.yaml", new TypeReference<>() {});

    private static final KafkaSecurity USER = new KafkaSecurity(
            false,
            List.of(),
            new Authentication.Password(
                    Mechanism.Plain, "connect", ValueFile.secret("kafka-user", "password", "password")));

    private static final KafkaSecurity CERTIFICATE = new KafkaSecurity(
            true,
            List.of(ValueFile.secret("kafka-ca", "ca.crt", "trusted-0.crt")),
            new Authentication.Certificate(
                    ValueFile.secret("kafka-client", "tls.crt", "client.crt"),
                    ValueFile.secret("kafka-client", "tls.key", "client.key")));

    @Test
    void waitsForASecretThatDoesNotExist() {
        assertThat(CredentialCheck.problem(USER, ResolvedSecrets.NONE)).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Awaiting.class);
            assertThat(verdict.reason()).isEqualTo(Reason.SecretMissing);
            assertThat(verdict.message()).contains("the Secret kafka-user does not exist");
        });
    }

    @Test
    void namesAKeyThatIsMissing() {
        assertThat(CredentialCheck.problem(USER, secrets("kafka-user", Map.of("pass", "canary"))))
                .hasValueSatisfying(verdict -> assertThat(verdict.message())
                        .contains("the Secret kafka-user has no key password")
                        .doesNotContain("canary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "with blank", "it's {all} $allowed%s;#", "žluťoučký"})
    void takesAnyPasswordThatKafkaTakes(String password) {
        assertThat(CredentialCheck.problem(USER, secrets("kafka-user", Map.of("password", password))))
                .isEmpty();
    }

    static Stream<Arguments> misread() {
        return Stream.of(
                arguments("canary\n", "ends with a line break"),
                arguments("canary\"", "holds a quotation mark, a backslash or a control character"),
                arguments("canary\\", "holds a quotation mark, a backslash or a control character"),
                arguments("can\tary", "holds a quotation mark, a backslash or a control character"),
                arguments("", "is empty"));
    }

    @ParameterizedTest
    @MethodSource("misread")
    void refusesPasswordsThatKafkaWouldMisread(String password, String words) {
        assertThat(CredentialCheck.problem(USER, secrets("kafka-user", Map.of("password", password))))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.SecretInvalid);
                    assertThat(verdict.message())
                            .contains("key password of the Secret kafka-user " + words)
                            .doesNotContain("canary");
                });
    }

    @Test
    void takesCertificatesAndKeysInPem() {
        assertThat(check(pem("certificate"), pem("certificate") + pem("certificate"), pem("pkcs8")))
                .isEmpty();
        assertThat(check(pem("certificate"), pem("certificate"), pem("pkcs8-ec")))
                .isEmpty();
        assertThat(check(pem("certificate"), pem("certificate"), pem("pkcs1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkcs8       | certificate | pkcs8         | key ca.crt of the Secret kafka-ca holds no certificate in PEM
            certificate | broken      | pkcs8         | key tls.crt of the Secret kafka-client holds a certificate that cannot be read
            certificate | certificate | certificate   | key tls.key of the Secret kafka-client holds no private key in PEM
            certificate | certificate | encrypted     | openssl pkcs8 -topk8 -nocrypt
            certificate | certificate | broken-key    | holds a key that cannot be read
            """)
    void saysWhatIsWrongWithCertificatesAndKeys(String ca, String chain, String key, String words) {
        assertThat(check(pem(ca), pem(chain), pem(key))).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
            assertThat(verdict.reason()).isEqualTo(Reason.SecretInvalid);
            assertThat(verdict.message()).contains(words).doesNotContain("MII");
        });
    }

    private static Optional<Verdict> check(String ca, String chain, String key) {
        return CredentialCheck.problem(
                CERTIFICATE,
                ResolvedSecrets.of(
                        Map.of(
                                "kafka-ca", content(Map.of("ca.crt", ca)),
                                "kafka-client", content(Map.of("tls.crt", chain, "tls.key", key))),
                        null));
    }

    private static String pem(String name) {
        return Objects.requireNonNull(PEM.get(name));
    }

    private static ResolvedSecrets secrets(String name, Map<String, String> data) {
        return ResolvedSecrets.of(Map.of(name, content(data)), null);
    }

    private static Content content(Map<String, String> data) {
        Map<String, byte[]> bytes = new TreeMap<>();
        data.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
        return new Content("1", bytes, "uid", Map.of());
    }
}

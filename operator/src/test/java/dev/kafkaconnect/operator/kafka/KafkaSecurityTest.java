package dev.kafkaconnect.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.Authentication.Mechanism;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityTest {
    private static final SecretFile CA = new SecretFile("kafka-ca", "ca.crt", "trusted-0.crt");
    private static final SecretFile PASSWORD = new SecretFile("kafka-user", "password", "password");

    @Test
    void asksForNothingWhenNothingIsAsked() {
        assertThat(KafkaSecurity.NONE.properties(SecretFile::file)).isEmpty();
        assertThat(KafkaSecurity.NONE.files()).isEmpty();
    }

    @Test
    void trustsWhomJavaTrustsWhenNoCertificateIsNamed() {
        KafkaSecurity security = new KafkaSecurity(true, List.of(), new Authentication.None());

        assertThat(security.properties(SecretFile::file)).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void trustsAllCertificatesThatAreNamed() {
        SecretFile other = new SecretFile("other-ca", "root.pem", "trusted-1.crt");
        KafkaSecurity security = new KafkaSecurity(true, List.of(CA, other), new Authentication.None());

        assertThat(security.properties(SecretFile::file))
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
}

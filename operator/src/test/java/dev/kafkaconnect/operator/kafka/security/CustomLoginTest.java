package dev.kafkaconnect.operator.kafka.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomLoginTest {
    private static final Map<String, String> KERBEROS = Map.of(
            "sasl.mechanism", "GSSAPI",
            "sasl.kerberos.service.name", "kafka",
            "sasl.jaas.config", "com.sun.security.auth.module.Krb5LoginModule required keyTab=\"/etc/keys/connect\";");

    @Test
    void takesKerberos() {
        assertThat(CustomLogin.problems(true, KERBEROS, List.of())).isEmpty();
        assertThat(CustomLogin.problems(false, KERBEROS, List.of("sasl.login.class")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bootstrap.servers                              | kafka:9092      | set it under spec.config
            ssl.truststore.location                        | /x              | spec.kafka.tls is for certificates
            producer.sasl.mechanism                        | PLAIN           | only those that begin with sasl. are set there
            security.protocol                              | SASL_PLAINTEXT  | it is SASL_SSL
            security.protocol                              | SSL             | it is SASL_SSL
            sasl.mechanism                                 | ' '             | needs sasl.mechanism
            sasl.jaas.config                               | X required password="canary"; | put the whole value into a Secret
            sasl.jaas.config                               | X required clientSecret=canary; | put the whole value into a Secret
            sasl.oauthbearer.client.credentials.client.secret | canary       | which is a secret
            sasl.oauthbearer.assertion.private.key.passphrase | canary       | which is a secret
            """)
    void saysWhatToChange(String key, String value, String words) {
        Map<String, String> properties = new HashMap<>(KERBEROS);
        properties.put(key, value);

        assertThat(CustomLogin.problems(true, properties, List.of()))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(words).doesNotContain("canary"));
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.kerberos.service.name, twice",
        "sasl.oauthbearer.token.endpoint.url, which is not a secret",
        "security.protocol, follows from spec.kafka.tls",
        "client.id, set it under spec.config"
    })
    void saysWhatDoesNotBelongIntoASecret(String name, String words) {
        assertThat(CustomLogin.problems(true, KERBEROS, List.of(name)))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains(words));
    }

    @Test
    void takesAPasswordToWhichTheWorkerRefers() {
        Map<String, String> properties = new HashMap<>(KERBEROS);
        properties.put("sasl.jaas.config", "X required password=\"${env:PASSWORD}\";");

        assertThat(CustomLogin.problems(true, properties, List.of())).isEmpty();
    }
}

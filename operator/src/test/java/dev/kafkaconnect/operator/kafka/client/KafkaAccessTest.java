package dev.kafkaconnect.operator.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaAccessTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'ScramLoginModule required username=\"connect\" password=\"pa$$word\";', 'table pa$$word of connect', 'table [hidden] of connect'",
        "'a.Module required username=\"connect\" token=\"canary\" key=secret1;', 'connect: canary or secret1', 'connect: [hidden] or [hidden]'",
        "client-secret, 'no client-secret', 'no [hidden]'",
        "'-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----', 'a key: MIIEvQ==', 'a key: [hidden]'",
        "'-----BEGIN CERTIFICATE-----\nMIIEvQ==\n-----END CERTIFICATE-----', 'issued: MIIEvQ==', 'issued: MIIEvQ=='",
        "short, 'in short', 'in short'"
    })
    void takesItsCredentialsOutOfATextAndNothingElse(String secret, String text, String hidden) {
        KafkaAccess access = new KafkaAccess(
                Map.of("bootstrap.servers", "table:9092", "secret", new Password(secret)), false, null, null, null);

        assertThat(access.hide(text)).isEqualTo(hidden);
    }
}

package dev.kafkaconnect.operator.importing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            database.password                          | open                          | true
            ssl.key.password                           | open                          | true
            aws.secret.access.key                      | wJalr                         | true
            oauth.client.secret                        | open                          | true
            github.access.token                        | open                          | true
            snowflake.private.key                      | MIIE                          | true
            ssl.keystore.key                           | MIIE                          | true
            value.converter.basic.auth.user.info       | a:b                           | true
            sasl.jaas.config                           | PlainLoginModule required;    | true
            connection.url                             | jdbc:x://db?user=a&password=b | true
            connection.uri                             | mongodb://a:b@db              | true
            database.password                          | ${file:/a:b}                  | false
            database.user                              | orders                        | false
            topic                                      | passwords                     | false
            ssl.keystore.location                      | /etc/keystore.p12             | false
            credentials.file                           | /etc/credentials.json         | false
            sasl.oauthbearer.token.endpoint.url        | https://login                 | false
            key.converter                              | StringConverter               | false
            transforms.key.field                       | id                            | false
            """)
    void areRecognizedByTheirNamesAndForms(String key, String value, boolean credential) {
        assertThat(Credentials.isOne(key, value)).isEqualTo(credential);
    }
}

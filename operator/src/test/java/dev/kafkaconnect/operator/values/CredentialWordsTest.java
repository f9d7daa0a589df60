package dev.kafkaconnect.operator.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ERROR password=hunter2 refused             | ERROR password=[hidden] refused
            connection.password = hunter2              | connection.password = [hidden]
            ssl.key.password: hunter2, retries: 3      | ssl.key.password: [hidden], retries: 3
            {"password":"hunter2","user":"me"}         | {"password":[hidden],"user":"me"}
            DB_PASSWORD='hunter 2' is wrong            | DB_PASSWORD=[hidden] is wrong
            key.password="hunter                       | key.password=[hidden]
            sasl.jaas.config=Login x="a" y="b";        | sasl.jaas.config=[hidden]
            > Authorization: Bearer abc.def            | > Authorization: [hidden]
            GET /?token=abc&page=2                     | GET /?token=[hidden]&page=2
            {"access_token": "abc", "expires_in": 30}  | {"access_token": [hidden], "expires_in": 30}
            aws.secret.key=abc                         | aws.secret.key=[hidden]
            jdbc:db://me:hunter2@db:5432/x             | jdbc:db://me:[hidden]@db:5432/x
            password = [hidden], next = 1              | password = [hidden], next = 1
            """)
    void whatLooksLikeACredentialIsHidden(String text, String hidden) {
        assertThat(CredentialWords.hidden(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ERROR Invalid username or password
            Failed to obtain a token: connection refused
            InvalidTokenException: the signature does not match
            secret "db" not found
            Connection to http://broker:9092/ was refused by me@example.com
            tokens=3
            """)
    void anythingElseIsLeftAsItIs(String text) {
        assertThat(CredentialWords.hidden(text)).isEqualTo(text);
    }
}

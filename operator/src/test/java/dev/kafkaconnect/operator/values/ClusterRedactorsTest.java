package dev.kafkaconnect.operator.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRedactorsTest {
    private final SecretInMemory secret = new SecretInMemory();
    private final ClusterRedactors redactors = new ClusterRedactors(SecretInMemory.CLUSTER, secret.store);

    @BeforeEach
    void create() {
        secret.create();
    }

    @Test
    void theValuesOfEveryConnectorAreTakenOut() {
        write("orders", "orders-hunter2");
        write("returns", "returns-hunter3");

        assertThat(redact("login orders-hunter2 and returns-hunter3 refused"))
                .isEqualTo("login [hidden] and [hidden] refused");
    }

    @Test
    void aValueThatComesLaterIsTakenOutToo() {
        write("orders", "orders-hunter2");
        assertThat(redact("login orders-hunter4 refused")).isEqualTo("login orders-hunter4 refused");

        write("orders", "orders-hunter4");

        assertThat(redact("login orders-hunter4 refused")).isEqualTo("login [hidden] refused");
    }

    @Test
    void whatLooksLikeACredentialIsTakenOutWithoutAnyValue() {
        assertThat(redact("ERROR password=hunter2 refused")).isEqualTo("ERROR password=[hidden] refused");
    }

    private String redact(String text) {
        return redactors.redact(text);
    }

    private void write(String connector, String value) {
        byte[] key = secret.store.key(SecretInMemory.CLUSTER).orElseThrow();
        secret.distribution((cluster, version) -> {}, Clock.systemUTC())
                .restore(SecretInMemory.CLUSTER, ValueFiles.of(connector, new TreeMap<>(Map.of("login", value)), key));
    }
}

package dev.kafkaconnect.operator.values;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static dev.kafkaconnect.operator.values.SecretInMemory.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plan.Labels;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValuesStoreTest {
    private final SecretInMemory secret = new SecretInMemory();
    private final ValueDistribution distribution = secret.distribution((cluster, version) -> {}, Clock.systemUTC());

    @BeforeEach
    void create() {
        secret.create();
        secret.store.key(CLUSTER);
    }

    private void write(String connector, String value) {
        byte[] key = secret.store.key(CLUSTER).orElseThrow();
        distribution.restore(CLUSTER, ValueFiles.of(connector, new TreeMap<>(Map.of("password", value)), key));
    }

    @Test
    void whatWasWrittenIsNotReadAgainWhileNoNewsComeOfIt() {
        write("orders", "hunter2");
        int reads = secret.references.reads();
        secret.references.lag(true);

        IntStream.range(0, 20).forEach(number -> write("connector-" + number, "hunter2"));

        assertThat(secret.store.read(CLUSTER).orElseThrow().valuesOf("connector-19"))
                .containsExactly("hunter2");
        assertThat(secret.references.reads()).isEqualTo(reads);
    }

    @Test
    void whatSomebodyElseHasWrittenSinceIsRead() {
        write("orders", "hunter2");

        secret.references.putBytes(secret(0), Map.of(), Labels.ofPods(CLUSTER));

        assertThat(secret.store.read(CLUSTER).orElseThrow().valuesOf("orders")).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsNotAskedForAgain() {
        secret.store.read(CLUSTER);
        int reads = secret.references.reads();

        secret.store.read(CLUSTER);
        secret.store.read(CLUSTER);

        assertThat(secret.references.reads()).isEqualTo(reads);
    }

    @Test
    void aFurtherSecretIsFoundByAnOperatorThatHasJustStarted() {
        secret.references.putBytes(secret(1), Map.of("orders-1.2.0", "hunter2".getBytes()), Labels.ofPods(CLUSTER));
        ValuesStore other = new ValuesStore(secret.references, Labels::ofPods, secret);

        assertThat(other.read(CLUSTER).orElseThrow().values()).containsExactly("hunter2");
    }

    @Test
    void aSecretAfterOneThatSomebodyDeletedIsFound() {
        secret.references.putBytes(secret(3), Map.of("orders-1.2.0", "hunter2".getBytes()), Labels.ofPods(CLUSTER));

        assertThat(secret.store.read(CLUSTER).orElseThrow().values()).containsExactly("hunter2");
    }

    @Test
    void aSecretOfSomebodyElseIsNoneOfItsOwn() {
        secret.createForeign(1);

        assertThat(secret.store.read(CLUSTER).orElseThrow().values()).isEmpty();
        assertThat(secret.store.read(CLUSTER).orElseThrow().taken()).containsExactly(1);
    }
}

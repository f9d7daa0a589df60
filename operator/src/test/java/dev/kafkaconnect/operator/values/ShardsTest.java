package dev.kafkaconnect.operator.values;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.values.ValueDistribution.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More values than one Secret holds. */
class ShardsTest {
    private static final int MANY = 400 * 1024;

    private final SecretInMemory secret = new SecretInMemory();
    private final List<String> nudges = new ArrayList<>();
    private final ValueDistribution distribution =
            secret.distribution((cluster, version) -> nudges.add(version), new ManualClock());

    @BeforeEach
    void create() {
        secret.create();
        secret.limit(ValuesShard.CAPACITY);
    }

    private ValueFiles files(String connector, int bytes) {
        return ValueFiles.of(
                connector,
                new TreeMap<>(Map.of("key", connector.charAt(0) + "x".repeat(bytes - 1))),
                secret.store.key(CLUSTER).orElseThrow());
    }

    private Progress write(ValueFiles files) {
        return distribution.advance(CLUSTER, files, Map.of());
    }

    private void isIn(int number, ValueFiles files) {
        assertThat(secret.files(number)).containsAll(files.files().keySet());
    }

    @Test
    void whatTheFirstSecretHasNoRoomForGoesToANewOneAndWorkersAreTold() {
        write(files("a", MANY));
        write(files("b", MANY));
        nudges.clear();

        assertThat(write(files("c", MANY))).isInstanceOf(Progress.OnTheWay.class);

        isIn(0, files("a", MANY));
        isIn(0, files("b", MANY));
        isIn(1, files("c", MANY));
        assertThat(secret.refused()).isZero();
        assertThat(nudges).hasSize(1);
        assertThat(secret.marks()).containsExactly(ArrivalMark.text(0, 2), ArrivalMark.text(1, 1));
    }

    @Test
    void aConnectorStaysInItsSecretWhileThatHasRoom() {
        write(files("a", MANY));
        write(files("b", MANY));
        write(files("c", MANY));

        write(files("c", 1000));
        write(files("d", 1000));

        isIn(1, files("c", 1000));
        isIn(0, files("d", 1000));
    }

    @Test
    void theValuesOfAllSecretsAreKnownToThoseWhoHideThem() {
        write(files("a", MANY));
        write(files("b", MANY));
        write(files("c", MANY));

        String told = new ClusterRedactors(CLUSTER, secret.store).redact("not c" + "x".repeat(MANY - 1) + " again");

        assertThat(told).isEqualTo("not [hidden] again");
        assertThat(secret.store.read(CLUSTER).orElseThrow().valuesOf("c")).hasSize(1);
    }

    @Test
    void filesAreRemovedFromWhicheverSecretHoldsThem() {
        write(files("a", MANY));
        write(files("b", MANY));
        write(files("a", MANY + 1));
        assertThat(secret.store.read(CLUSTER).orElseThrow().filesOf("a")).hasSize(4);

        distribution.remove(CLUSTER, secret.store.read(CLUSTER).orElseThrow().filesOf("a"));

        assertThat(secret.store.read(CLUSTER).orElseThrow().filesOf("a")).isEmpty();
        assertThat(secret.files(1)).containsExactly(ArrivalMark.file(1));
        isIn(0, files("b", MANY));
    }

    @Test
    void aSecretOfSomebodyElseIsPassedOver() {
        secret.createForeign(1);
        write(files("a", MANY));
        write(files("b", MANY));

        write(files("c", MANY));

        assertThat(secret.files(1)).containsExactly("own");
        isIn(2, files("c", MANY));
    }

    @Test
    void whenAllAreFullItIsSaidWhatToChange() {
        for (int connector = 0; connector < 2 * ValuesMount.SHARDS; connector++) {
            assertThat(write(files((char) ('a' + connector) + "", MANY))).isInstanceOf(Progress.OnTheWay.class);
        }
        int patches = secret.patches();

        assertThat(write(files("z", MANY)))
                .isInstanceOfSatisfying(
                        Progress.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("must fit into 8 Secrets", "a ConnectCluster of their own"));
        assertThat(write(files("y", 1000))).isInstanceOf(Progress.OnTheWay.class);
        assertThat(secret.patches()).isEqualTo(patches + 1);
    }
}

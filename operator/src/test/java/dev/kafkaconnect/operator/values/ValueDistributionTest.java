package dev.kafkaconnect.operator.values;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.values.ValueDistribution.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ValueDistributionTest {
    private final SecretInMemory secret = new SecretInMemory();
    private final List<String> nudges = new ArrayList<>();
    private final ManualClock clock = new ManualClock();
    private final ValueDistribution distribution =
            secret.distribution((cluster, version) -> nudges.add(version), clock);
    private final FakeConnectApi first = new FakeConnectApi();
    private final FakeConnectApi second = new FakeConnectApi();
    private final Map<String, ConnectApi> workers =
            new TreeMap<>(Map.of("one:8083", first.api(), "two:8083", second.api()));

    @BeforeEach
    void noWorkerHasAnything() {
        first.answer("resolved", List.of());
        second.answer("resolved", List.of());
    }

    /** A moment later, when workers are asked. */
    private Progress advanced(ValueFiles files) {
        clock.advance(Duration.ofSeconds(15));
        return distribution.advance(CLUSTER, files, workers);
    }

    private ValueFiles files(String value) {
        return ValueFiles.of(
                "orders",
                new TreeMap<>(Map.of("password", value)),
                secret.store.key(CLUSTER).orElseThrow());
    }

    @Test
    void thereIsNoKeyBeforeTheSecretIsThereAndThenItStays() {
        assertThat(secret.store.key(CLUSTER)).isEmpty();

        secret.create();

        assertThat(secret.store.key(CLUSTER).orElseThrow())
                .hasSize(32)
                .isEqualTo(secret.store.key(CLUSTER).orElseThrow());
        assertThat(secret.patches()).isEqualTo(1);
    }

    @Test
    void aSecretOfSomebodyElseIsLeftAsItIs() {
        secret.create();
        ValueFiles files = files("hunter2");
        secret.createForeign(0);
        int patches = secret.patches();

        assertThat(distribution.advance(CLUSTER, files, workers)).isInstanceOf(Progress.OnTheWay.class);
        assertThat(secret.store.key(CLUSTER)).isEmpty();
        assertThat(secret.files()).containsExactly("own");
        assertThat(secret.patches()).isEqualTo(patches);
    }

    @Test
    void filesAreWrittenOnceAndThePodsAreToldOfThatVersion() {
        secret.create();
        ValueFiles files = files("hunter2");

        assertThat(distribution.advance(CLUSTER, files, workers)).isInstanceOf(Progress.OnTheWay.class);
        int patches = secret.patches();
        advanced(files);

        assertThat(secret.files()).containsAll(files.files().keySet());
        assertThat(secret.patches()).isEqualTo(patches);
        assertThat(nudges).isNotEmpty().containsOnly(nudges.getFirst());
    }

    @Test
    void nothingHasArrivedWhereNoWorkerCanBeAsked() {
        secret.create();
        ValueFiles files = files("hunter2");
        distribution.advance(CLUSTER, files, Map.of());

        assertThat(distribution.advance(CLUSTER, files, Map.<String, ConnectApi>of()))
                .isInstanceOf(Progress.OnTheWay.class);
    }

    @Test
    void nothingArrivesBeforeTheLastWorkerHasIt() {
        secret.create();
        ValueFiles files = files("hunter2");
        distribution.advance(CLUSTER, files, workers);
        first.answer("resolved", secret.marks());

        assertThat(advanced(files)).isEqualTo(new Progress.OnTheWay("worker two:8083 does not have them yet"));

        second.answer("resolved", secret.marks());
        assertThat(advanced(files)).isEqualTo(new Progress.Arrived());
    }

    @Test
    void aWorkerThatDoesNotAnswerIsNamed() {
        secret.create();
        ValueFiles files = files("hunter2");
        distribution.advance(CLUSTER, files, workers);
        first.answer("resolved", secret.marks());
        second.failWith(new ConnectFault.Unreachable("no answer within 8 s"));

        assertThat(advanced(files))
                .isEqualTo(new Progress.OnTheWay("worker two:8083 cannot be reached: no answer within 8 s"));
    }

    @Test
    void filesThatArriveAlreadyAreNotWrittenAndNobodyIsDisturbed() {
        secret.create();
        ValueFiles files = files("hunter2");
        distribution.advance(CLUSTER, files, workers);
        nudges.clear();
        int patches = secret.patches();
        first.answer("resolved", secret.marks());
        second.answer("resolved", secret.marks());

        assertThat(advanced(files)).isEqualTo(new Progress.Arrived());
        assertThat(nudges).isEmpty();
        assertThat(secret.patches()).isEqualTo(patches);
    }

    @Test
    void filesOfOthersAreLeftAlone() {
        secret.create();
        ValueFiles others = ValueFiles.of(
                "payments",
                new TreeMap<>(Map.of("password", "secret")),
                secret.store.key(CLUSTER).orElseThrow());
        distribution.advance(CLUSTER, others, workers);
        ValueFiles files = files("hunter2");
        distribution.advance(CLUSTER, files, workers);

        distribution.remove(CLUSTER, secret.store.read(CLUSTER).orElseThrow().filesOf("orders"));

        assertThat(secret.files())
                .containsAll(others.files().keySet())
                .doesNotContainAnyElementsOf(files.files().keySet());
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        secret.create();
        files("hunter2");
        int reads = secret.references.reads();

        files("hunter3");
        secret.store.read(CLUSTER);

        assertThat(secret.references.reads()).isEqualTo(reads);
    }
}

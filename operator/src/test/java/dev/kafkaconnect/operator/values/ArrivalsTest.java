package dev.kafkaconnect.operator.values;

import static dev.kafkaconnect.operator.values.SecretInMemory.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.values.ValueDistribution.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often workers are asked, and what is concluded from what they have. */
class ArrivalsTest {
    private static final int CONNECTORS = 500;
    private static final Duration PASSES = Duration.ofMillis(300);

    private final SecretInMemory secret = new SecretInMemory();
    private final ManualClock clock = new ManualClock();
    private final List<String> nudges = new ArrayList<>();
    private final ValueDistribution distribution =
            secret.distribution((cluster, version) -> nudges.add(version), clock);
    private final FakeConnectApi first = new FakeConnectApi();
    private final FakeConnectApi second = new FakeConnectApi();
    private final Map<String, ConnectApi> workers =
            new TreeMap<>(Map.of("one:8083", first.api(), "two:8083", second.api()));

    @BeforeEach
    void noWorkerHasAnything() {
        secret.create();
        first.answer("resolved", List.of());
        second.answer("resolved", List.of());
    }

    private ValueFiles files(String connector, String value) {
        return ValueFiles.of(
                connector,
                new TreeMap<>(Map.of("password", value)),
                secret.store.key(CLUSTER).orElseThrow());
    }

    private Progress advance(ValueFiles files) {
        return distribution.advance(CLUSTER, files, workers);
    }

    private List<ValueFiles> all() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> files("connector-" + number, "hunter2"))
                .toList();
    }

    private long arrived(List<ValueFiles> files) {
        return files.stream()
                .filter(one -> advance(one) instanceof Progress.Arrived)
                .count();
    }

    @Test
    void fiveHundredConnectorsThatWaitAskEachWorkerThreeTimesInThreeSeconds() {
        List<ValueFiles> all = all();
        all.forEach(this::advance);
        for (int pass = 1; pass <= 10; pass++) {
            clock.advance(PASSES);
            assertThat(arrived(all)).isZero();
        }
        assertThat(first.requests()).hasSizeBetween(1, 2);
        first.answer("resolved", secret.marks());
        second.answer("resolved", secret.marks());
        clock.advance(Duration.ofSeconds(2));

        assertThat(arrived(all)).isEqualTo(CONNECTORS);
        assertThat(first.requests()).hasSizeLessThanOrEqualTo(3);
        assertThat(second.requests()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theyAreAskedLessAndLessOften() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        for (int second = 0; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            advance(files);
        }

        assertThat(first.requests()).hasSizeBetween(6, 10);
        assertThat(nudges).hasSize(1 + first.requests().size());
    }

    @Test
    void aWorkerThatHasItIsNotAskedAgain() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        first.answer("resolved", secret.marks());
        for (int second = 0; second < 20; second++) {
            clock.advance(Duration.ofSeconds(1));
            advance(files);
        }

        assertThat(first.requests()).hasSize(1);
        assertThat(second.requests()).hasSizeGreaterThan(2);
    }

    @Test
    void nothingIsAskedBeforeAWriteCanHaveArrived() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);

        advance(files);

        assertThat(first.requests()).isEmpty();
    }

    @Test
    void whoeverKeepsWritingKeepsNobodyWaiting() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        first.answer("resolved", secret.marks());
        second.answer("resolved", secret.marks());
        List<Progress> seen = new ArrayList<>();
        for (int write = 0; write < 40; write++) {
            clock.advance(Duration.ofMillis(100));
            advance(files("other-" + write, "hunter2"));
            seen.add(advance(files));
        }

        assertThat(seen).contains(new Progress.Arrived());
    }

    @Test
    void anEarlierWriteIsNotTakenForALaterOne() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        List<String> before = secret.marks();
        ValueFiles later = files("payments", "hunter3");
        advance(later);
        first.answer("resolved", before);
        second.answer("resolved", before);
        clock.advance(Duration.ofSeconds(1));

        assertThat(advance(files)).isEqualTo(new Progress.Arrived());
        assertThat(advance(later)).isInstanceOf(Progress.OnTheWay.class);
    }

    @Test
    void filesThatWentAndCameBackAreWaitedForAgain() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        List<String> before = secret.marks();
        clock.advance(Duration.ofSeconds(1));
        advance(files);
        distribution.remove(CLUSTER, files.files().keySet());
        advance(files);
        first.answer("resolved", before);
        second.answer("resolved", before);
        clock.advance(Duration.ofSeconds(15));

        assertThat(advance(files)).isInstanceOf(Progress.OnTheWay.class);

        first.answer("resolved", secret.marks());
        second.answer("resolved", secret.marks());
        clock.advance(Duration.ofSeconds(15));
        assertThat(advance(files)).isEqualTo(new Progress.Arrived());
    }

    @Test
    void aWorkerThatCameLaterIsAskedToo() {
        ValueFiles files = files("orders", "hunter2");
        advance(files);
        first.answer("resolved", secret.marks());
        clock.advance(Duration.ofSeconds(1));
        assertThat(distribution.advance(CLUSTER, files, Map.of("one:8083", first.api())))
                .isEqualTo(new Progress.Arrived());

        assertThat(advance(files)).isEqualTo(new Progress.OnTheWay("worker two:8083 does not have them yet"));
    }

    @Test
    void filesFromBeforeWritesWereCountedAreWrittenOnceMore() {
        ValueFiles files = files("orders", "hunter2");
        secret.patch(
                SecretInMemory.secret(0),
                "{\"data\": {\"%s\": \"\", \"%s\": \"\"}}"
                        .formatted(files.files().firstKey(), files.files().lastKey()));

        assertThat(advance(files)).isInstanceOf(Progress.OnTheWay.class);

        assertThat(secret.marks()).hasSize(1);
    }
}

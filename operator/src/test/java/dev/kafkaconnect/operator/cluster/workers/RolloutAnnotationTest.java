package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutAnnotationTest {
    private static final Instant SINCE = Instant.parse("2026-01-31T12:00:00.123Z");

    @Test
    void canBeReadByAPerson() {
        assertThat(RolloutAnnotation.text(new RolloutState("payments-worker-5d", SINCE, connectors(2))))
                .isEqualTo(
                        "{\"revision\":\"payments-worker-5d\",\"since\":\"2026-01-31T12:00:00.123Z\",\"ran\":{\"connector-0\":[0,1],\"connector-1\":[0,1]}}");
    }

    @Test
    void isReadBackAsItWas() {
        RolloutState memory = new RolloutState("payments-worker-5d", SINCE, connectors(2));

        assertThat(RolloutAnnotation.read(RolloutAnnotation.text(memory))).isEqualTo(memory);
    }

    @Test
    void staysFarBelowTheLimitOfAnnotationsWithTenThousandConnectors() {
        RolloutState memory = new RolloutState("payments-worker-5d", SINCE, connectors(10_000));

        String text = RolloutAnnotation.text(memory);

        assertThat(text.length()).isLessThan(100_000);
        assertThat(RolloutAnnotation.read(text)).isEqualTo(memory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "gzip:",
                "gzip:%%%",
                "gzip:aGVsbG8=",
                "{\"revision\":\"a\",\"since\":\"yesterday\",\"ran\":{}}"
            })
    void takesWhatSomebodyElseWroteForNothing(String text) {
        assertThat(RolloutAnnotation.read(text)).isNull();
    }

    private static RunningSnapshot connectors(int number) {
        SortedMap<String, SortedSet<Integer>> connectors = new TreeMap<>();
        IntStream.range(0, number).forEach(n -> connectors.put("connector-" + n, new TreeSet<>(List.of(0, 1))));
        return new RunningSnapshot(connectors);
    }
}

package dev.kafkaconnect.operator.cluster.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnmanagedForTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plus(UnmanagedFor.GRACE);

    private final UnmanagedFor unmanaged = new UnmanagedFor();

    @Test
    void nothingIsDueBeforeItHasBeenUnmanagedForAMinute() {
        assertThat(unmanaged.due(List.of("stray"), NOW)).isEmpty();
        assertThat(unmanaged.due(List.of("stray"), LATER.minusMillis(1))).isEmpty();
        assertThat(unmanaged.due(List.of("stray"), LATER)).containsExactly("stray");
    }

    @Test
    void aConnectorThatWasDescribedMeanwhileStartsAnew() {
        unmanaged.due(List.of("adopted"), NOW);
        unmanaged.due(List.of(), NOW.plusSeconds(30));
        unmanaged.due(List.of("adopted"), NOW.plusSeconds(31));

        assertThat(unmanaged.due(List.of("adopted"), LATER)).isEmpty();
    }

    @Test
    void tenGoInAMinute() {
        List<String> many =
                IntStream.range(0, 15).mapToObj(i -> "stray-%02d".formatted(i)).toList();
        unmanaged.due(many, NOW);

        List<String> first = unmanaged.due(many, LATER);
        first.forEach(unmanaged::gone);
        List<String> left = many.subList(10, 15);

        assertThat(first).isEqualTo(many.subList(0, 10));
        assertThat(unmanaged.due(left, LATER.plusSeconds(59))).isEmpty();
        assertThat(unmanaged.due(left, LATER.plusSeconds(60))).isEqualTo(left);
    }

    @Test
    void aDeletionIsNotRepeatedFromTheLookBeforeIt() {
        unmanaged.due(List.of("stray"), NOW);
        unmanaged.due(List.of("stray"), LATER);
        unmanaged.gone("stray");

        assertThat(unmanaged.due(List.of("stray"), LATER)).isEmpty();
        assertThat(unmanaged.due(List.of("stray"), LATER.plus(Duration.ofSeconds(59))))
                .isEmpty();
    }
}

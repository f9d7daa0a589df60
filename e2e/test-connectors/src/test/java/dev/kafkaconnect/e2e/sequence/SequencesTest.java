package dev.kafkaconnect.e2e.sequence;

import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.sequence.Sequences.Completeness;
import dev.kafkaconnect.e2e.sequence.Sequences.Entry;
import dev.kafkaconnect.e2e.sequence.Sequences.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequencesTest {

    @ParameterizedTest(name = "{0}: {1} records, {2} missing, {3} repeated")
    @CsvSource({
        "0,         1, 0, 0",
        "0 1 2 3,   4, 0, 0",
        "0 2 1 3,   4, 0, 0",
        "0 1 3,     3, 1, 0",
        "1 2 3,     3, 1, 0",
        "5,         1, 5, 0",
        "0 1 1 2,   4, 0, 1",
        "0 1 2 0 1, 5, 0, 2",
        "0 3 3 3,   4, 2, 2"
    })
    void tellsWhatIsMissingAndWhatCameAgain(String positions, int records, int missing, int repeated) {
        Sequences sequences = Sequences.of(entries("0", positions));

        assertThat(sequences.byName()).containsOnlyKeys("0");
        assertThat(List.of(sequences.records(), sequences.missing(), sequences.repeated()))
                .containsExactly(records, missing, repeated);
        assertThat(sequences.longestPause()).isZero();
    }

    private static List<Entry> entries(String sequence, String positions) {
        return Arrays.stream(positions.split(" "))
                .map(position -> Entry.of(sequence, position, 0))
                .toList();
    }

    @Test
    void judgesEachSequenceByItself() {
        List<Entry> entries = new ArrayList<>(entries("0", "0 1 2"));
        entries.addAll(entries("1", "0 2 2"));

        Sequences sequences = Sequences.of(entries);

        assertThat(sequences.byName())
                .containsEntry("0", new Completeness(3, 0, 0, Duration.ZERO, null))
                .containsEntry("1", new Completeness(3, 1, 1, Duration.ZERO, new Repeat(2, EPOCH, EPOCH)));
        assertThat(sequences.records()).isEqualTo(6);
        assertThat(sequences.missing()).isEqualTo(1);
        assertThat(sequences.repeated()).isEqualTo(1);
    }

    @Test
    void tellsWhichRecordWasTheFirstToComeAgainAndWhen() {
        Sequences sequences = Sequences.of(List.of(
                new Entry("0", 0, 1_000),
                new Entry("0", 1, 2_000),
                new Entry("0", 0, 9_000),
                new Entry("0", 1, 9_500)));

        assertThat(sequences.byName())
                .containsEntry(
                        "0",
                        new Completeness(
                                4,
                                0,
                                2,
                                Duration.ofSeconds(7),
                                new Repeat(0, EPOCH.plusSeconds(1), EPOCH.plusSeconds(9))));
    }

    @Test
    void findsTheLongestPauseWhateverTheOrder() {
        Sequences sequences = Sequences.of(List.of(
                new Entry("0", 2, 5_400), new Entry("0", 0, 1_000), new Entry("0", 1, 1_300), new Entry("1", 0, 90)));

        assertThat(sequences.longestPause()).isEqualTo(Duration.ofMillis(4_100));
    }

    @Test
    void quotesOfAJsonConverterDoNotMatter() {
        assertThat(Entry.of("\"0\"", "\"12\"", 1)).isEqualTo(new Entry("0", 12, 1));
    }

    @Test
    void nothingIsMissingFromNothing() {
        Sequences sequences = Sequences.of(List.of());

        assertThat(sequences.records()).isZero();
        assertThat(sequences.missing()).isZero();
        assertThat(sequences.longestPause()).isZero();
    }
}

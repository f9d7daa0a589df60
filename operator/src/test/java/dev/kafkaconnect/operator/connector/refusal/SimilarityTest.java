package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarityTest {

    @ParameterizedTest
    @CsvSource({"FileStreamSource, FileStreamSource, 1", "filestream, FILESTREAM, 1", "abc, xyz, 0"})
    void isOneForTheSameAndZeroForNothingInCommon(String one, String other, double similarity) {
        assertThat(Similarity.of(one, other)).isEqualTo(similarity);
    }

    @Test
    void isTheSameFromBothSides() {
        double oneWay = Similarity.of("FileStreamSource", "FileStreamSink");
        double otherWay = Similarity.of("FileStreamSink", "FileStreamSource");

        assertThat(oneWay).isEqualTo(otherWay).isBetween(0.5, 0.9);
    }

    @Test
    void ranksATypingErrorAboveARelative() {
        double typingError = Similarity.of("FileStreamSource", "FileStraemSource");
        double relative = Similarity.of("FileStreamSource", "JdbcSource");

        assertThat(typingError).isGreaterThan(relative);
    }

    @ParameterizedTest
    @CsvSource({"'', abc", "a, abc", "'', ''"})
    void isZeroForWhatIsTooShortToCompare(String one, String other) {
        assertThat(Similarity.of(one, other)).isZero();
    }
}

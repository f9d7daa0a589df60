package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSizeTest {
    private static final String WORDS = "Error writing connector configuration to Kafka";

    private static ConnectorConfig ofLength(int letters) {
        return ConnectorConfig.of(Map.of("text", "x".repeat(letters)));
    }

    @Test
    void namesSizeAndLimitOfWhatKafkaDoesNotTake() {
        Verdict verdict = RecordSize.refusal(ofLength(1_100_000), WORDS).orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(verdict.message()).containsPattern("takes 1100\\d{3} bytes").contains("1048576", "spec.configFrom");
    }

    @ParameterizedTest
    @CsvSource({"900000, " + WORDS, "1100000, Request timed out"})
    void otherTroubleIsNotItsBusiness(int letters, String words) {
        assertThat(RecordSize.refusal(ofLength(letters), words)).isEmpty();
    }

    @Test
    void countsBytesAsTheyAreSent() {
        ConnectorConfig umlauts = ConnectorConfig.of(Map.of("text", "ü".repeat(600_000)));

        assertThat(RecordSize.refusal(umlauts, WORDS)).isPresent();
    }
}

package dev.kafkaconnect.operator.applied;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RenewalsTest {

    @Test
    void aThirdValueForTheSameContentIsTheProof() {
        Renewals two = Renewals.none().with("v1", at("1")).with("v1", at("2")).with("v1", at("2"));

        assertThat(two.proven()).isEmpty();
        assertThat(two.with("v1", at("3")).proven()).containsExactly("stamp");
    }

    @Test
    void whatIsDerivedFromTheContentIsNotRenewed() {
        Renewals derived =
                Renewals.none().with("v1", at("1")).with("v2", at("2")).with("v3", at("3"));

        assertThat(derived.proven()).isEmpty();
    }

    @Test
    void valuesAreRememberedThroughAnswersInWhichNothingMoves() {
        Renewals hourly = Renewals.none()
                .with("v1", at("12:00"))
                .with("v1", Map.of())
                .with("v1", at("13:00"))
                .with("v1", Map.of())
                .with("v1", at("14:00"));

        assertThat(hourly.proven()).containsExactly("stamp");
    }

    @Test
    void theProofOutlivesAChangeOfTheContent() {
        Renewals proven =
                Renewals.none().with("v1", at("1")).with("v1", at("2")).with("v1", at("3"));

        assertThat(proven.with("v2", at("4")).with("v3", Map.of()).proven()).containsExactly("stamp");
    }

    private static Map<String, String> at(String time) {
        return Map.of("stamp", time);
    }
}

package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionMessagesTest {

    @Test
    void aMessageOfTheGreatestLengthStaysAsItIs() {
        String longest = "x".repeat(Conditions.LONGEST_MESSAGE);

        String message = written(longest);

        assertThat(message).isEqualTo(longest);
    }

    @Test
    void aLongerMessageIsShortened() {
        String message = written("x".repeat(Conditions.LONGEST_MESSAGE + 1));

        assertThat(message)
                .hasSize(Conditions.LONGEST_MESSAGE)
                .startsWith("xxx")
                .endsWith("…");
    }

    @Test
    void noCharacterIsCutInHalf() {
        String message = written("🚀".repeat(Conditions.LONGEST_MESSAGE));

        assertThat(message).doesNotContainPattern("\\p{Cs}");
    }

    private static String written(String message) {
        Verdict verdict = new Verdict.Ready(Reason.Running, message);
        return Conditions.of(verdict, List.of(), null, 1L, Instant.EPOCH)
                .getFirst()
                .getMessage();
    }
}

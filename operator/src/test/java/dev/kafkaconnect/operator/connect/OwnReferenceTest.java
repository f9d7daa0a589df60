package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OwnReferenceTest {
    private static final OwnReference REFERENCE = new OwnReference("${values:/etc/kafka-connect-values:arrival-0}");
    private static final OwnReference.Question QUESTION =
            OwnReference.Question.once(REFERENCE, Pattern.compile("Write[0-9]+Arrived"));

    private static ConnectFault unknown(String name) {
        return new ConnectFault.Crashed(
                "Failed to find any class that implements Connector and which name matches " + name + ", available");
    }

    /** Kafka 4.4 remembers which classes it does not have. */
    @Test
    void noTwoQuestionsAreTheSame() {
        assertThat(OwnReference.Question.once(REFERENCE, QUESTION.expected())).isNotEqualTo(QUESTION);
    }

    @Test
    void findsWhatIsBehindTheReference() throws ConnectFault {
        assertThat(QUESTION.answer(unknown("Write7Arrived-4f"))).containsExactly("Write7Arrived");
    }

    @Test
    void nothingIsBehindAReferenceThatIsLeftAsItIs() throws ConnectFault {
        assertThat(QUESTION.answer(unknown(QUESTION.references()))).isEmpty();
    }

    @Test
    void anotherFailureIsNoAnswer() {
        assertThatExceptionOfType(ConnectFault.class)
                .isThrownBy(() -> QUESTION.answer(new ConnectFault.Crashed("out of memory")));
    }
}

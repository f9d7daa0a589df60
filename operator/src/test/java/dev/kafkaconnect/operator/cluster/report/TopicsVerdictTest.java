package dev.kafkaconnect.operator.cluster.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import dev.kafkaconnect.operator.status.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsVerdictTest {
    private static final VerifiedBefore NEVER = new VerifiedBefore(false, null);
    private static final VerifiedBefore ONCE = new VerifiedBefore(true, "kafka-id");

    @Test
    void aMismatchKeepsOnlyAClusterThatHasNotRunFromItsWorkers() {
        assertThat(TopicsVerdict.isTolerated(refused(Problem.Mismatch), ONCE)).isTrue();
        assertThat(TopicsVerdict.isTolerated(refused(Problem.Mismatch), NEVER)).isFalse();
    }

    /** Workers that start make a topic that is missing anew, and what was in it is lost. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "Mismatch")
    void nothingElseIsTolerated(Problem problem) {
        assertThat(TopicsVerdict.isTolerated(refused(problem), ONCE)).isFalse();
    }

    @Test
    void anotherKafkaIsCalledThat() {
        assertThat(TopicsVerdict.of(refused(Problem.AnotherKafka)).reason()).isEqualTo(Reason.AnotherKafka);
    }

    @Test
    void whatIsWorthKnowingIsToldBesideTheGoodNews() {
        assertThat(TopicsVerdict.words(new Verified("kafka-id", List.of(), List.of("one", "two"))))
                .isEqualTo("the internal topics are configured as required; one; two");
    }

    private static Refused refused(Problem problem) {
        return new Refused(problem, "words", List.of());
    }
}

package dev.kafkaconnect.operator.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterRulesTest {
    private static final TopicSpec WANTED = new TopicSpec("dead letter", "dead", 2, 3);

    @Test
    void aTopicAsWantedIsVerified() {
        assertThat(DeadLetterRules.report(WANTED, new ExistingTopic("dead", 2, 3, "delete", 2)))
                .isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 3 | delete         | 1 partitions (wanted 2)
            2 | 1 | delete         | replication factor 1 (wanted 3)
            2 | 3 | compact        | cleanup.policy "compact" (wanted "delete")
            2 | 3 | compact,delete | cleanup.policy "compact,delete" (wanted "delete")
            """)
    void anyOtherTopicIsRefusedWithWhatWasFoundAndWanted(int partitions, int copies, String policy, String difference) {
        assertThat(DeadLetterRules.report(WANTED, new ExistingTopic("dead", partitions, copies, policy, 1)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.Mismatch);
                    assertThat(refused.message())
                            .contains("dead letter topic dead", difference, "spec.deadLetterQueue");
                });
    }
}

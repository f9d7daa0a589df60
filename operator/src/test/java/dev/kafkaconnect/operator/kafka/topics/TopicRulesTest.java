package dev.kafkaconnect.operator.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicRulesTest {
    private static final TopicSpec WANTED = new TopicSpec("offsets", "payments-offsets", 25, 3);

    @Test
    void hasNothingAgainstATopicThatIsAsItMustBe() {
        Optional<String> mismatch =
                TopicRules.mismatch(WANTED, new ExistingTopic("payments-offsets", 25, 3, "compact", 2));

        assertThat(mismatch).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            24 | 3 | compact        | 24 partitions (wanted 25)
            26 | 3 | compact        | 26 partitions (wanted 25)
            25 | 2 | compact        | replication factor 2 (wanted 3)
            25 | 3 | delete         | cleanup.policy "delete" (wanted "compact")
            25 | 3 | compact,delete | cleanup.policy "compact,delete" (wanted "compact")
            """)
    void putsWhatIsFoundBesideWhatIsWanted(int partitions, int copies, String policy, String difference) {
        ExistingTopic found = new ExistingTopic("payments-offsets", partitions, copies, policy, 2);

        Optional<String> mismatch = TopicRules.mismatch(WANTED, found);

        assertThat(mismatch).get().asString().contains("offsets topic payments-offsets has " + difference + ";");
    }

    @Test
    void namesAllDifferencesOfATopic() {
        ExistingTopic found = new ExistingTopic("payments-offsets", 1, 1, "delete", 1);

        Optional<String> mismatch = TopicRules.mismatch(WANTED, found);

        assertThat(mismatch).get().asString().contains("1 partitions", "replication factor 1", "\"delete\"");
    }

    @Test
    void saysWhereToMendIt() {
        Optional<String> mismatch =
                TopicRules.mismatch(WANTED, new ExistingTopic("payments-offsets", 1, 3, "compact", 2));

        assertThat(mismatch).get().asString().contains("spec.topics.offsets");
    }

    @Test
    void saysThatTheSpecMayBeWhatIsWrongWithTheNumberOfCopies() {
        Optional<String> mismatch =
                TopicRules.mismatch(WANTED, new ExistingTopic("payments-offsets", 25, 1, "compact", 1));

        assertThat(mismatch).get().asString().contains("set spec.topics.offsets.replicationFactor to 1");
    }

    @Test
    void saysThatKafkaMayHaveMadeATopicThatForgets() {
        Optional<String> mismatch =
                TopicRules.mismatch(WANTED, new ExistingTopic("payments-offsets", 1, 3, "delete", 2));

        assertThat(mismatch).get().asString().contains("auto.create.topics.enable", "delete it");
    }

    @Test
    void refusesATopicThatTakesNoRecordsBecauseItHasTooFewCopies() {
        TopicSpec modest = new TopicSpec("status", "payments-status", 5, 1);

        Optional<String> mismatch =
                TopicRules.mismatch(modest, new ExistingTopic("payments-status", 5, 1, "compact", 2));

        assertThat(mismatch).get().asString().contains("min.insync.replicas 2 (at most 1, the number of its replicas)");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, false", "2, 2, true", "3, 1, true", "3, 2, false", "3, 3, true", "5, 3, false"})
    void remarksOnCopiesThatAreTooManyOrTooFewToWaitFor(int copies, int minInsync, boolean worthKnowing) {
        ExistingTopic found = new ExistingTopic("payments-offsets", 25, copies, "compact", minInsync);

        assertThat(TopicRemarks.minInsyncReplicas(found).isPresent()).isEqualTo(worthKnowing);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "5, 2"})
    void makesTopicsThatOutliveABrokerWithoutARemark(int copies, int minInsync) {
        TopicSpec wanted = new TopicSpec("offsets", "payments-offsets", 25, copies);

        assertThat(TopicRules.minInsyncReplicas(wanted)).isEqualTo(minInsync);
        assertThat(TopicRemarks.minInsyncReplicas(
                        new ExistingTopic("payments-offsets", 25, copies, "compact", minInsync)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 100})
    void hasEnoughBrokersForEveryCopy(int brokers) {
        Optional<String> tooFew = TopicRules.tooFewBrokers(List.of(WANTED), brokers);

        assertThat(tooFew).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 brokers", "1, 1 broker;", "2, 2 brokers"})
    void saysHowManyBrokersThereAreWhenTheyAreTooFew(int brokers, String words) {
        Optional<String> tooFew = TopicRules.tooFewBrokers(List.of(WANTED), brokers);

        assertThat(tooFew)
                .get()
                .asString()
                .contains("offsets topic needs 3 replicas", words, "spec.topics.offsets.replicationFactor");
    }

    @Test
    void looksAtEveryTopic() {
        TopicSpec modest = new TopicSpec("config", "payments-configs", 1, 1);

        Optional<String> tooFew = TopicRules.tooFewBrokers(List.of(modest, WANTED), 2);

        assertThat(tooFew).get().asString().contains("offsets topic");
    }
}

package dev.kafkaconnect.operator.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.kafkaconnect.operator.kafka.PlayedKafka;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim.Missing;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Refused;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against a Kafka that is not quite Kafka's own. */
class InternalTopicsTest {
    private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact", "min.insync.replicas", "2");

    private final PlayedKafka kafka = new PlayedKafka();
    private final InternalTopics keeper = new InternalTopics(Duration.ofSeconds(4), client -> kafka.admin());

    @Test
    void aKafkaThatDoesNotTellHowManyCopiesMustHaveARecordIsNotJudgedByIt() {
        kafka.untold.add("min.insync.replicas");

        Verified verified = verified(ensure(Missing.Create, null));

        assertThat(verified.topics())
                .contains(new ExistingTopic("g-offsets", 25, 3, "compact", null))
                .hasSize(3);
        assertThat(verified.remarks()).contains("g-offsets: Kafka does not report min.insync.replicas");
    }

    @Test
    void aKafkaThatDoesNotTellWhetherATopicForgetsIsNotJudgedByIt() {
        kafka.untold.add("cleanup.policy");

        assertThat(verified(ensure(Missing.Create, null)).remarks())
                .anyMatch(remark -> remark.contains("does not report cleanup.policy"));
    }

    @Test
    void topicsAreCreatedWithoutAPropertyThatKafkaRefuses() {
        kafka.refused.add("min.insync.replicas");

        verified(ensure(Missing.Create, null));

        assertThat(kafka.topics.values())
                .allSatisfy(topic -> assertThat(topic.configs()).isEqualTo(Map.of("cleanup.policy", "compact")));
    }

    @Test
    void aKafkaThatCannotCompactIsRefusedInItsOwnWords() {
        kafka.refused.addAll(Set.of("min.insync.replicas", "cleanup.policy"));

        assertThat(refused(ensure(Missing.Create, null)).message()).contains("unknown property");
        assertThat(kafka.topics).isEmpty();
    }

    @Test
    void anAnswerThatMakesNoSenseIsAReasonAndNotAFaultOfTheOperator() {
        kafka.broken = true;

        Refused refused = refused(ensure(Missing.Create, null));

        assertThat(refused.problem()).isEqualTo(Problem.RefusedByKafka);
        assertThat(refused.message()).contains("an answer of nonsense");
    }

    @Test
    void moreCopiesThanAskedForAreARemark() {
        exist(4, COMPACT);

        assertThat(verified(ensure(Missing.RefuseAsVanished, null)).remarks())
                .contains("g-configs has replication factor 4, more than spec.topics.config.replicationFactor: 3");
        assertThat(kafka.requests).doesNotContain("listPartitionReassignments");
    }

    @Test
    void fewerCopiesThanAskedForAreAMismatch() {
        exist(2, COMPACT);

        Refused refused = refused(ensure(Missing.RefuseAsVanished, null));

        assertThat(refused.problem()).isEqualTo(Problem.Mismatch);
        assertThat(refused.message()).contains("replication factor 2 (wanted 3)");
        assertThat(refused.kafkaClusterId()).isEqualTo("here");
    }

    @Test
    void copiesThatAreUnderWayAreNoMismatch() {
        exist(2, COMPACT);
        kafka.reassigned = Set.of("g-configs", "g-offsets", "g-status");

        assertThat(verified(ensure(Missing.RefuseAsVanished, null)).remarks())
                .anyMatch(remark -> remark.startsWith("g-offsets is being reassigned"));
    }

    @Test
    void aKafkaThatDoesNotTellWhatIsUnderWayIsTakenAsItIs() {
        exist(2, COMPACT);
        kafka.reassigned = null;

        assertThat(refused(ensure(Missing.RefuseAsVanished, null)).problem()).isEqualTo(Problem.Mismatch);
    }

    @Test
    void topicsThatAreMissingOnAnotherKafkaHaveNotVanished() {
        Refused refused = refused(ensure(Missing.RefuseAsVanished, "there"));

        assertThat(refused.problem()).isEqualTo(Problem.AnotherKafka);
        assertThat(refused.message()).contains("cluster id is here", "that of the other there", "bootstrapServers");
        assertThat(kafka.topics).isEmpty();
    }

    @Test
    void topicsThatAreMissingOnTheSameKafkaHaveVanished() {
        assertThat(refused(ensure(Missing.RefuseAsVanished, "here")).problem()).isEqualTo(Problem.Vanished);
        assertThat(refused(ensure(Missing.RefuseAsVanished, null)).problem()).isEqualTo(Problem.Vanished);
    }

    @Test
    void topicsThatWereCarriedOverToAnotherKafkaAreTaken() {
        exist(3, COMPACT);

        assertThat(verified(ensure(Missing.RefuseAsVanished, "there")).kafkaClusterId())
                .isEqualTo("here");
    }

    private void exist(int copies, Map<String, String> configs) {
        wanted().forEach(topic -> kafka.topics.put(
                topic.name(), new NewTopic(topic.name(), topic.partitions(), (short) copies).configs(configs)));
    }

    private TopicsReport ensure(Missing missing, @Nullable String ranOn) {
        return keeper.ensure(
                Map.of(), new GroupClaim("g", new OwnMembers(Set.of("w"), Set.of()), wanted(), missing, ranOn));
    }

    private static List<TopicSpec> wanted() {
        return List.of(
                new TopicSpec("config", "g-configs", 1, 3),
                new TopicSpec("offsets", "g-offsets", 25, 3),
                new TopicSpec("status", "g-status", 5, 3));
    }

    private static Verified verified(TopicsReport report) {
        assertThat(report).isInstanceOf(Verified.class);
        return (Verified) report;
    }

    private static Refused refused(TopicsReport report) {
        return assertThat(report).asInstanceOf(type(Refused.class)).actual();
    }
}

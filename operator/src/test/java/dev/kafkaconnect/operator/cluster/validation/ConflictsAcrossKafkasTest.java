package dev.kafkaconnect.operator.cluster.validation;

import static dev.kafkaconnect.operator.cluster.Clusters.cluster;
import static dev.kafkaconnect.operator.cluster.Clusters.created;
import static dev.kafkaconnect.operator.cluster.Clusters.onKafka;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.connectclusterstatus.Topics;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConflictsAcrossKafkasTest {
    private final ConnectCluster older = created(grouped("legacy", "payments"), "2026-01-01T00:00:00Z");
    private final ConnectCluster newer = created(grouped("team", "orders"), "2026-01-02T00:00:00Z");

    @Test
    void hasNothingAgainstTheSameGroupOnAnotherKafka() {
        onKafka(older, "kafka-a:9092", "id-a");
        onKafka(newer, "kafka-b:9092", "id-b");

        Optional<Verdict> verdict = find(newer, "id-b", older, newer);

        assertThat(verdict).isEmpty();
    }

    @Test
    void recognisesOneKafkaBehindTwoAddresses() {
        onKafka(older, "kafka-0.kafka.svc:9092", "id-a");
        onKafka(newer, "kafka-1.kafka.svc:9092", "id-a");

        Optional<Verdict> verdict = find(newer, "id-a", older, newer);

        assertThat(verdict).map(Verdict::reason).contains(Reason.GroupIdConflict);
    }

    @Test
    void waitsUntilItKnowsTheKafkaOfTheOther() {
        onKafka(older, "kafka-0.kafka.svc:9092", null);
        onKafka(newer, "kafka-1.kafka.svc:9092", "id-a");

        Optional<Verdict> verdict = find(newer, "id-a", older, newer);

        assertThat(verdict).containsInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.orElseThrow().message()).contains("legacy/payments");
    }

    @Test
    void namesThenWhatKeepsTheOtherFromWorking() {
        onKafka(older, "kafka-0.kafka.svc:9092", null);
        onKafka(newer, "kafka-1.kafka.svc:9092", "id-a");
        ConnectClusterStatus status = new ConnectClusterStatus();
        status.setConditions(List.of(new ConditionBuilder()
                .withType("Ready")
                .withStatus("False")
                .withReason("KafkaUnreachable")
                .withMessage("secret.address:9092 cannot be reached")
                .build()));
        older.setStatus(status);

        Verdict verdict = find(newer, "id-a", older, newer).orElseThrow();

        assertThat(verdict.message())
                .contains("legacy/payments (KafkaUnreachable)")
                .doesNotContain("secret.address");
    }

    @Test
    void waitsForAMinuteAndNoLonger() {
        onKafka(older, "kafka-0.kafka.svc:9092", null);
        onKafka(newer, "kafka-1.kafka.svc:9092", "id-a");
        ManualClock clock = new ManualClock();
        ConflictPatience patience = new ConflictPatience(clock);

        assertThat(patience.bounded(find(newer, "id-a", older, newer))).isPresent();
        clock.advance(ConflictPatience.LONGEST_WAIT);
        assertThat(patience.bounded(find(newer, "id-a", older, newer))).isEmpty();

        onKafka(older, "kafka-0.kafka.svc:9092", "id-a");
        assertThat(patience.bounded(find(newer, "id-a", older, newer))).isPresent();
    }

    @Test
    void oneThatIsPausedFromItsFirstDayHoldsUpNobody() {
        onKafka(older, "kafka-0.kafka.svc:9092", null);
        onKafka(newer, "kafka-0.kafka.svc:9092", "id-a");
        older.getSpec().setPaused(true);

        assertThat(find(newer, "id-a", older, newer)).isEmpty();

        atWork(older, "id-a");
        assertThat(find(newer, "id-a", older, newer)).map(Verdict::reason).contains(Reason.GroupIdConflict);
    }

    @Test
    void oneThatHasNeverWorkedDoesNotTakeFromOneThatDoes() {
        onKafka(older, "kafka-0.kafka.svc:9092", null);
        atWork(onKafka(newer, "kafka-0.kafka.svc:9092", null), "id-a");

        assertThat(find(newer, "id-a", older, newer)).isEmpty();
        assertThat(find(older, null, older, newer)).map(Verdict::reason).contains(Reason.GroupIdConflict);
    }

    @Test
    void twoServicesOfOneNameInTwoNamespacesAreTwoKafkas() {
        onKafka(older, "kafka:9092", "id-a");
        onKafka(newer, "kafka:9092", "id-b");

        assertThat(find(newer, "id-b", older, newer)).isEmpty();
    }

    private static ConnectCluster atWork(ConnectCluster cluster, String kafkaClusterId) {
        ConnectClusterStatus status = new ConnectClusterStatus();
        status.setKafkaClusterId(kafkaClusterId);
        status.setTopics(List.of(new Topics()));
        cluster.setStatus(status);
        return cluster;
    }

    @Test
    void doesNotAccuseAClusterWhileNeitherKafkaIsKnown() {
        onKafka(older, "kafka-a:9092", null);
        onKafka(newer, "kafka-b:9092", null);

        Optional<Verdict> verdict = find(newer, null, older, newer);

        assertThat(verdict.filter(Verdict.Stalled.class::isInstance)).isEmpty();
    }

    private static Optional<Verdict> find(
            ConnectCluster cluster, @Nullable String kafkaClusterId, ConnectCluster... all) {
        return new Conflicts(Clusters.PLANNER).find(cluster, Clusters.plan(cluster), kafkaClusterId, Stream.of(all));
    }

    private static ConnectCluster grouped(String namespace, String name) {
        ConnectCluster cluster = cluster(namespace, name);
        cluster.getSpec().setGroupId("shared-group");
        return cluster;
    }
}

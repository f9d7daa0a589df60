package dev.kafkaconnect.operator.cluster;

import static dev.kafkaconnect.operator.cluster.Clusters.cluster;
import static dev.kafkaconnect.operator.cluster.Clusters.created;
import static dev.kafkaconnect.operator.cluster.Clusters.onKafka;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
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
        onKafka(older, "kafka-0:9092", "id-a");
        onKafka(newer, "kafka-1:9092", "id-a");

        Optional<Verdict> verdict = find(newer, "id-a", older, newer);

        assertThat(verdict).map(Verdict::reason).contains(Reason.GroupIdConflict);
    }

    @Test
    void waitsUntilItKnowsTheKafkaOfTheOther() {
        onKafka(older, "kafka-0:9092", null);
        onKafka(newer, "kafka-1:9092", "id-a");

        Optional<Verdict> verdict = find(newer, "id-a", older, newer);

        assertThat(verdict).containsInstanceOf(Verdict.Waiting.class);
        assertThat(verdict.orElseThrow().message()).contains("legacy/payments");
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

package dev.kafkaconnect.operator.cluster.validation;

import static dev.kafkaconnect.operator.cluster.Clusters.cluster;
import static dev.kafkaconnect.operator.cluster.Clusters.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.topics.Offsets;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConflictsTest {
    private final ConnectCluster older = created(grouped("legacy", "payments"), "2026-01-01T00:00:00Z");
    private final ConnectCluster newer = created(grouped("team", "orders"), "2026-01-02T00:00:00Z");

    @Test
    void holdsBackTheNewerOfTwoClustersOfOneGroup() {
        Optional<Verdict> verdict = find(newer, null, older, newer);

        assertThat(verdict).containsInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.orElseThrow().reason()).isEqualTo(Reason.GroupIdConflict);
        assertThat(verdict.orElseThrow().message()).contains("shared-group", "legacy/payments", "spec.groupId");
    }

    @Test
    void leavesTheOlderOneAlone() {
        Optional<Verdict> verdict = find(older, null, older, newer);

        assertThat(verdict).isEmpty();
    }

    @Test
    void decidesBetweenTwoOfTheSameSecondTheSameWayFromBothSides() {
        created(newer, "2026-01-01T00:00:00Z");

        List<Optional<Verdict>> verdicts = List.of(find(newer, null, older, newer), find(older, null, older, newer));

        assertThat(verdicts).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void holdsBackAClusterThatSharesOnlyATopic() {
        older.getSpec().setGroupId("another-group");
        shareOffsets(older);
        shareOffsets(newer);

        Optional<Verdict> verdict = find(newer, null, older, newer);

        assertThat(verdict).containsInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.orElseThrow().reason()).isEqualTo(Reason.TopicConflict);
        assertThat(verdict.orElseThrow().message()).contains("shared-offsets", "legacy/payments");
    }

    @Test
    void hasNothingAgainstClustersThatShareNothing() {
        older.getSpec().setGroupId(null);
        newer.getSpec().setGroupId(null);

        Optional<Verdict> verdict = find(newer, null, older, newer);

        assertThat(verdict).isEmpty();
    }

    @Test
    void doesNotMindAnOlderClusterThatCannotBePlanned() {
        Clusters.withConfig(older, Map.of("group.id", "mine"));

        Optional<Verdict> verdict = find(newer, null, older, newer);

        assertThat(verdict).isEmpty();
    }

    @Test
    void namesTheOldestOfSeveral() {
        ConnectCluster oldest = created(grouped("archive", "first"), "2025-01-01T00:00:00Z");

        Optional<Verdict> verdict = find(newer, null, older, oldest, newer);

        assertThat(verdict.orElseThrow().message()).contains("archive/first");
    }

    private static Optional<Verdict> find(
            ConnectCluster cluster, @Nullable String kafkaClusterId, ConnectCluster... all) {
        return new Conflicts(Clusters.PLANNER).find(cluster, Clusters.plan(cluster), kafkaClusterId, Stream.of(all));
    }

    private static ConnectCluster grouped(String namespace, String name) {
        ConnectCluster cluster = cluster(namespace, name);
        cluster.getSpec().setGroupId("shared-group");
        cluster.getSpec().getKafka().setBootstrapServers("kafka.kafka.svc:9092");
        return cluster;
    }

    private static void shareOffsets(ConnectCluster cluster) {
        Offsets offsets = new Offsets();
        offsets.setName("shared-offsets");
        cluster.getSpec().getTopics().setOffsets(offsets);
    }
}

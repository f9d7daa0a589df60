package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostPodsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Pod LOST = pod("payments-worker-2", NOW.minusSeconds(31), "node-c", true);
    private static final List<Pod> PODS = List.of(
            pod("payments-worker-0", null, "node-a", true), pod("payments-worker-1", null, "node-b", true), LOST);

    @ParameterizedTest(name = "was to end {0} s ago on {1}: lost {2}")
    @CsvSource(
            nullValues = "-",
            value = {"-, node-c, false", "-45, node-c, false", "30, node-c, false", "31, node-c, true", "31, -, false"})
    void isLostWhenItShouldHaveEndedLongAgo(@Nullable Long secondsAgo, @Nullable String node, boolean lost) {
        Pod pod = pod("payments-worker-2", secondsAgo == null ? null : NOW.minusSeconds(secondsAgo), node, true);

        assertThat(LostPods.of(List.of(pod), NOW)).hasSize(lost ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} members, settled {1}: left {2}")
    @CsvSource({"3, true, false", "2, true, true", "1, true, true", "2, false, false"})
    void hasLeftWhenThereAreNoMembersBesideThoseThatAreReady(int members, boolean settled, boolean left) {
        Set<String> ids = Set.copyOf(List.of("a", "b", "c").subList(0, members));

        assertThat(LostPods.haveLeft(new WorkerGroup(ids, settled), PODS)).isEqualTo(left);
    }

    @Test
    void namesTheNodeAndWaitsForTheGroup() {
        Verdict verdict = LostPods.verdict(plan("Distributed"), PODS, NOW).orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.NodeLost);
        assertThat(verdict.message()).contains("payments-worker-2", "node-c");
    }

    @Test
    void asksForHelpWhenTheGroupKeepsIt() {
        Verdict verdict = LostPods.verdict(plan("Distributed"), PODS, NOW.plusSeconds(600))
                .orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.message()).contains("node-c", "delete the Node", "out-of-service");
    }

    @Test
    void asksForHelpAtOnceForAStandaloneWorker() {
        Verdict verdict =
                LostPods.verdict(plan("Standalone"), List.of(LOST), NOW).orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.message()).contains("node-c", "offsets file");
    }

    private static ClusterPlan plan(String mode) {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec().setMode(mode);
        return Clusters.plan(cluster);
    }

    private static Pod pod(String name, @Nullable Instant end, @Nullable String node, boolean ready) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withDeletionTimestamp(end == null ? null : end.toString())
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus()
                .build();
    }
}

package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateStartTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ClusterPlan PLAN = Clusters.plan(Clusters.cluster("team", "payments"));
    private static final Verdict STARTING = new Verdict.Progressing(Reason.WorkersStarting, "0 of 3 workers are ready");

    @ParameterizedTest(name = "made {0} s ago, ready {1}, being deleted {2}: late {3}")
    @CsvSource({
        "599, False, false, false",
        "600, False, false, true",
        "600, True, false, false",
        "600, False, true, false"
    })
    void aWorkerMayTakeAsLongAsInARollout(int secondsAgo, String ready, boolean deleted, boolean late) {
        assertThat(LateStart.of(PLAN, List.of(pod(secondsAgo, ready, deleted)), STARTING, NOW)
                        .isPresent())
                .isEqualTo(late);
    }

    @Test
    void oneWithLittleProcessorTimeMayTakeLonger() {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec()
                .setResources(new ResourceRequirementsBuilder()
                        .addToLimits("cpu", new Quantity("50m"))
                        .build());

        assertThat(LateStart.of(Clusters.plan(cluster), List.of(pod(1199, "False", false)), STARTING, NOW))
                .isEmpty();
        assertThat(LateStart.of(Clusters.plan(cluster), List.of(pod(1200, "False", false)), STARTING, NOW))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"RollingUpdate", "NodeLost"})
    void whatHasADeadlineOfItsOwnIsLeftAlone(Reason reason) {
        Verdict other = new Verdict.Progressing(reason, "waits for something");

        assertThat(LateStart.of(PLAN, List.of(pod(6000, "False", false)), other, NOW))
                .isEmpty();
    }

    @Test
    void saysSinceWhenAndWhatTheLogSays() {
        Verdict verdict = LateStart.verdict(
                PLAN,
                STARTING,
                pod(600, "False", false),
                "",
                "INFO starting\nERROR not authorized for the id\nINFO still here\n");

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ProgressDeadlineExceeded);
        assertThat(verdict.message())
                .startsWith(
                        "0 of 3 workers are ready; worker payments-worker-0 has not been ready since 2026-01-31T11:50:00Z")
                .contains("progressDeadlineSeconds (600)")
                .endsWith("its log says: ERROR not authorized for the id");
    }

    @Test
    void saysHowFarTheStartIsBesideTheLog() {
        Verdict verdict = LateStart.verdict(
                PLAN,
                STARTING,
                pod(600, "False", false),
                "Startup probe failed: Worker is still starting up.",
                "INFO still here\n");

        assertThat(verdict.message())
                .endsWith(
                        "(600) allows; Startup probe failed: Worker is still starting up.; its log says: INFO still here");
    }

    @Test
    void howFarTheStartIsIsOneLine() {
        assertThat(LateStart.brief(" Startup probe failed:\n\tnothing \u0007\r\n"))
                .isEqualTo("Startup probe failed: nothing");
    }

    @Test
    void howFarTheStartIsHasTwoHundredCharactersAtMost() {
        assertThat(LateStart.brief("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(LateStart.brief("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void aWorkerWithoutANodeKeepsItsReason() {
        Verdict unschedulable =
                new Verdict.Progressing(Reason.Unschedulable, "worker payments-worker-0 cannot be scheduled");

        Verdict verdict = LateStart.verdict(PLAN, unschedulable, pod(600, "False", false), "", "");

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.Unschedulable);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INFO a;WARN b;INFO c             | WARN b
            WARN a;ERROR b;WARN c            | ERROR b
            ERROR a;ERROR b;INFO c           | ERROR b
            INFO a;INFO b                    | INFO b
            ERROR a;    at org.example.X(Y)  | ERROR a
            """)
    void quotesTheLineThatTellsMost(String log, String line) {
        assertThat(LateStart.telling(log.replace(';', '\n'))).isEqualTo(line);
    }

    private static Pod pod(int secondsAgo, String ready, boolean deleted) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-0")
                .withCreationTimestamp(NOW.minusSeconds(6000).toString())
                .withDeletionTimestamp(deleted ? NOW.toString() : null)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(NOW.minusSeconds(secondsAgo).toString())
                .endCondition()
                .endStatus()
                .build();
    }
}

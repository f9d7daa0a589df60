package dev.kafkaconnect.operator.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.connectclusterspec.Pod;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.resources.WorkerPodTemplate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GracePeriodTest {

    @ParameterizedTest(name = "tasks have {0} ms: a pod {1} s, until it leaves the group {2} ms")
    @CsvSource({"1000, 45, 11000", "5000, 45, 15000", "5001, 46, 15001", "60000, 100, 70000"})
    void followsWhatTheTasksHave(long tasks, long seconds, long goodbye) {
        GracePeriod grace = new GracePeriod(Duration.ofMillis(tasks));

        assertThat(grace.seconds()).isEqualTo(seconds);
        assertThat(grace.longestGoodbye()).isEqualTo(Duration.ofMillis(goodbye));
    }

    @ParameterizedTest(name = "tasks have {0} ms, a pod {1} s: refused {2}")
    @CsvSource(
            nullValues = "-",
            value = {"5000, -, false", "5000, 10, false", "5000, 9, true", "60000, 45, true"})
    void refusesOneThatKillsTasksWhichMayStillRun(long tasks, Long given, boolean refused) {
        assertThat(new GracePeriod(Duration.ofMillis(tasks)).problem(given).isPresent())
                .isEqualTo(refused);
    }

    @Test
    void aClusterWhoseTasksHaveAMinuteHasPodsThatLiveLonger() {
        ConnectCluster cluster = patient();

        assertThat(WorkerPodTemplate.of(Clusters.plan(cluster)).getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(100);
    }

    @Test
    void saysWhatToChange() {
        ConnectCluster cluster = patient();
        cluster.getSpec().setPod(new Pod());
        cluster.getSpec().getPod().setTerminationGracePeriodSeconds(45L);

        assertThatThrownBy(() -> Clusters.plan(cluster))
                .hasMessageContaining("spec.pod.terminationGracePeriodSeconds is 45")
                .hasMessageContaining("less than 65 s")
                .hasMessageContaining("leave it out to get 100 s");
    }

    private static ConnectCluster patient() {
        return Clusters.withConfig(
                Clusters.cluster("team", "payments"), Map.of("task.shutdown.graceful.timeout.ms", 60_000));
    }
}

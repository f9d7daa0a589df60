package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.StartDeadline;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowStartTest {

    @Test
    void namesTheLimitWhileAWorkerStarts() {
        assertThat(SlowStart.of(plan("20m"), List.of(worker(false))))
                .contains(
                        "worker payments-worker-0 is still starting; spec.resources.limits.cpu is 20m, which is low: it may take up to 3000 s");
    }

    @Test
    void saysNothingOfAWorkerThatHasStarted() {
        assertThat(SlowStart.of(plan("20m"), List.of(worker(true)))).isEmpty();
    }

    @Test
    void saysNothingWhereTheProcessorIsNotScarce() {
        assertThat(SlowStart.of(plan("1"), List.of(worker(false)))).isEmpty();
        assertThat(SlowStart.of(plan("200m"), List.of(worker(false)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20m, 3000", "40m, 1500", "100m, 600", "199m, 302", "200m, 300", "2, 300", "0, 300"})
    void aWorkerWithLittleProcessorTimeMayTakeLonger(String limit, int seconds) {
        assertThat(StartDeadline.of(limit(limit))).isEqualTo(seconds);
    }

    @Test
    void aWorkerWithoutALimitMayTakeFiveMinutes() {
        assertThat(StartDeadline.of(new ResourceRequirements())).isEqualTo(300);
    }

    private static ClusterPlan plan(String limit) {
        ConnectCluster cluster = Clusters.cluster("team", "payments");
        cluster.getSpec().setResources(limit(limit));
        return Clusters.plan(cluster);
    }

    private static ResourceRequirements limit(String cpu) {
        return new ResourceRequirementsBuilder()
                .addToLimits("cpu", new Quantity(cpu))
                .build();
    }

    private static Pod worker(boolean started) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-0")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("worker")
                .withStarted(started)
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}

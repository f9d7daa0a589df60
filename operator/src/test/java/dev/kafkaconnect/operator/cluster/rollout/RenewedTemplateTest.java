package dev.kafkaconnect.operator.cluster.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenewedTemplateTest {
    private static final Verdict ROLLING =
            new Verdict.Progressing(Reason.RollingUpdate, "example-worker-2 is being replaced");

    @Test
    void aStepThatTakesOneWorkerTakesAllInOneWrite() {
        RolloutDecision next = new RolloutDecision(workers("v2", 2, "memory"), ROLLING, "example-worker-2");

        RolloutDecision instead = RenewedTemplate.instead(next, workers("v2", 3, null), workers("v2", 3, null)::equals);

        assertThat(instead.workers()).isEqualTo(workers("v2", 0, null));
        assertThat(instead.taken()).isEqualTo("example-worker-2");
    }

    @Test
    void aChangeOfTheTemplateIsWrittenAsItIs() {
        RolloutDecision next = new RolloutDecision(workers("v2", 3, null), null, null);

        assertThat(RenewedTemplate.instead(next, workers("v1", 3, null), workers("v1", 3, null)::equals))
                .isEqualTo(next);
    }

    @Test
    void theEndOfARolloutIsNotWritten() {
        StatefulSet stored = workers("v2", 0, null);

        RolloutDecision instead = RenewedTemplate.instead(
                new RolloutDecision(workers("v2", 3, null), null, null), stored, stored::equals);

        assertThat(instead.workers()).isEqualTo(stored);
    }

    @Test
    void aRolloutThatBeganWithAWriteForEachWorkerIsWrittenOffOnce() {
        StatefulSet stored = workers("v2", 0, "memory");

        RolloutDecision instead = RenewedTemplate.instead(
                new RolloutDecision(workers("v2", 3, null), null, null), stored, stored::equals);

        assertThat(instead.workers()).isEqualTo(workers("v2", 0, null));
        assertThat(instead.taken()).isEqualTo("example-worker-2");
    }

    @Test
    void itsSignIsAPartitionOfZeroWithoutARolloutOfTheOperator() {
        assertThat(RenewedTemplate.isSignOf(workers("v2", 0, null))).isTrue();
        assertThat(RenewedTemplate.isSignOf(workers("v2", 3, null))).isFalse();
        assertThat(RenewedTemplate.isSignOf(workers("v2", 0, "memory"))).isFalse();
    }

    private static StatefulSet workers(String image, int partition, @Nullable String memory) {
        StatefulSet set = new StatefulSetBuilder()
                .withNewMetadata()
                .withName("example-worker")
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        return WorkerSet.at(set, 3, partition, memory);
    }
}

package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plugins.PluginImages;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminationMessagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void theStatusOfACrashHasNoValueInIt() {
        Verdict verdict = verdict(crashed("worker", "ERROR login hunter2 refused"));

        assertThat(verdict.message()).contains("last log lines: ERROR login [hidden] refused");
    }

    @Test
    void aValueThatWouldBeCutIsTakenOutBefore() {
        Verdict verdict = verdict(crashed("worker", "hunter2" + "x".repeat(597)));

        assertThat(verdict.message()).contains("]xxx").doesNotContain("ter2");
    }

    @Test
    void theStatusOfAPlugInThatCannotBeCopiedHasNoValueInIt() {
        Pod copying = new PodBuilder(crashed("worker", "INFO none"))
                .editStatus()
                .addNewInitContainerStatus()
                .withName(PluginImages.PREFIX + "jdbc")
                .withNewState()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage("cp: hunter2: no such file")
                .endTerminated()
                .endState()
                .endInitContainerStatus()
                .endStatus()
                .build();

        assertThat(verdict(copying).message()).contains("cp: [hidden]: no such file");
    }

    @Test
    void thePodItselfStaysAsItIs() {
        Pod pod = crashed("worker", "hunter2");

        TerminationMessages.redacted(List.of(pod), text -> "");

        assertThat(pod).isEqualTo(crashed("worker", "hunter2"));
    }

    private static Verdict verdict(Pod pod) {
        List<Pod> redacted = TerminationMessages.redacted(List.of(pod), text -> text.replace("hunter2", "[hidden]"));
        return WorkerPods.problem(redacted, NOW).orElseThrow();
    }

    private static Pod crashed(String container, String words) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("payments-worker-0")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addNewContainerStatus()
                .withName(container)
                .withRestartCount(3)
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withReason("Error")
                .withExitCode(1)
                .withMessage(words)
                .endTerminated()
                .endLastState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}

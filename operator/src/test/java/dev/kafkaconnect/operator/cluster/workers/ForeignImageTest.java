package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignImageTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:30Z");

    /** An image without an entry point; the shells and the init of those that run what they are given. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"distributed\": executable file not found in $PATH: unknown",
                "/__cacert_entrypoint.sh: line 30: exec: distributed: not found",
                "/docker-entrypoint.sh: line 300: exec: standalone: not found",
                "[FATAL tini (7)] exec distributed failed: No such file or directory"
            })
    void isToldByTheProgramThatItLacks(String said) {
        Verdict verdict = verdict(new ContainerStatusBuilder()
                .withName("worker")
                .withImage("docker.io/apache/kafka:4.3.1")
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState()
                .withNewLastState()
                .withNewTerminated()
                .withExitCode(128)
                .withReason("StartError")
                .withMessage(said)
                .endTerminated()
                .endLastState()
                .build());

        assertThat(verdict.reason()).isEqualTo(Reason.WorkerCrashed);
        assertThat(verdict.message())
                .contains(
                        "docker.io/apache/kafka:4.3.1 is not a worker image",
                        "spec.image",
                        "docs/reference/worker-image.md");
    }

    @Test
    void isToldWhileTheContainerCannotBeMadeToo() {
        Verdict verdict = verdict(new ContainerStatusBuilder()
                .withName("worker")
                .withImage("confluentinc/cp-kafka-connect:8")
                .withNewState()
                .withNewWaiting()
                .withReason("RunContainerError")
                .withMessage("exec: \"distributed\": executable file not found in $PATH: unknown")
                .endWaiting()
                .endState()
                .build());

        assertThat(verdict.message()).contains("confluentinc/cp-kafka-connect:8 is not a worker image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "container has runAsNonRoot and image will run as root (pod: \"payments-worker-0\", container: worker)",
                "container has runAsNonRoot and image has non-numeric user (appuser), cannot verify user is non-root"
            })
    void isToldByAUserThatIsNotTheWorkers(String said) {
        Verdict verdict = verdict(new ContainerStatusBuilder()
                .withName("worker")
                .withImage("apache/kafka:4.3.1")
                .withNewState()
                .withNewWaiting()
                .withReason("CreateContainerConfigError")
                .withMessage(said)
                .endWaiting()
                .endState()
                .build());

        assertThat(verdict.message())
                .contains("apache/kafka:4.3.1", "USER 1001", "spec.image", "docs/reference/worker-image.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect-worker: unknown mode 'both'; use: connect-worker distributed|standalone WORKER.properties",
                "/opt/kafka-connect/bin/connect-worker: line 140: /opt/java/bin/java: No such file or directory",
                "connect-worker: the worker properties file /etc/x does not exist"
            })
    void isNotTheTroubleOfAWorkerImage(String said) {
        assertThat(ForeignImage.remedy(said, "payments:1")).isEmpty();
    }

    private static Verdict verdict(ContainerStatus container) {
        return WorkerPods.problem(
                        List.of(new PodBuilder()
                                .withNewMetadata()
                                .withName("payments-worker-0")
                                .endMetadata()
                                .withNewStatus()
                                .withContainerStatuses(container)
                                .endStatus()
                                .build()),
                        NOW)
                .orElseThrow();
    }
}

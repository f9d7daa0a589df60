package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginPullFailureTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aMountedImageThatCannotBePulledIsToldByTheNameOfItsPlugIn() {
        Optional<Verdict> problem = WorkerPods.problem(
                List.of(waiting(
                        "ImagePullBackOff", "Back-off pulling image \"registry.example.com/jdbc:1.2\": not found")),
                NOW);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
            assertThat(verdict.message())
                    .contains(
                            "payments-worker-0 cannot pull the plug-in jdbc from its image registry.example.com/jdbc:1.2")
                    .contains("not found")
                    .contains("correct spec.plugins");
        });
    }

    @Test
    void theImageOfTheWorkerIsNotTakenForOneOfAPlugIn() {
        Optional<Verdict> problem = WorkerPods.problem(
                List.of(waiting("ImagePullBackOff", "Back-off pulling image \"registry.example.com/worker:1\"")), NOW);

        assertThat(problem)
                .hasValueSatisfying(verdict -> assertThat(verdict.message()).contains("correct spec.image"));
    }

    @Test
    void aMountThatTheRuntimeRefusesIsToldByTheNameOfThePlugIn() {
        Optional<Verdict> problem = WorkerPods.problem(
                List.of(waiting(
                        "CreateContainerError", "failed to mount image volume \"registry.example.com/jdbc:1.2\"")),
                NOW);

        assertThat(problem)
                .hasValueSatisfying(verdict -> assertThat(verdict.message()).contains("plug-in jdbc"));
    }

    @Test
    void aPathThatTheImageDoesNotHaveIsNamedWithItsPlugIn() {
        Optional<Verdict> problem = WorkerPods.problem(
                List.of(
                        waiting(
                                "CreateContainerError",
                                "failed to mount image volume: ImageVolumeMountFailed: failed to ensure image subpath \"kafka/connect/postgres\" in \"/run/image-volumes/4bcff6\": openat kafka/connect/postgres: no such file or directory")),
                NOW);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
            assertThat(verdict.message())
                    .startsWith(
                            "worker payments-worker-0 cannot use the plug-in postgres: there is no directory /kafka/connect/postgres in its image registry.example.com/debezium:3; correct the path in spec.plugins")
                    .contains("no such file or directory");
        });
    }

    @Test
    void aPathOfTheImageIsNotBlamedForWhatTheRuntimeSaysOfOtherMounts() {
        Optional<Verdict> problem = WorkerPods.problem(
                List.of(waiting(
                        "CreateContainerError",
                        "failed to prepare subPath for volumeMount \"data\" of container \"worker\"")),
                NOW);

        assertThat(problem)
                .hasValueSatisfying(verdict ->
                        assertThat(verdict.message()).contains("worker payments-worker-0 cannot be started"));
    }

    @Test
    void anImageThatCannotBePulledForACopyIsToldByTheNameOfItsPlugIn() {
        Optional<Verdict> problem = WorkerPods.problem(List.of(pod("""
                initContainerStatuses:
                - name: plugin-jdbc
                  image: registry.example.com/jdbc:1.2
                  restartCount: 0
                  state:
                    waiting: {reason: ErrImagePull, message: no such image}
                """)), NOW);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
            assertThat(verdict.message()).contains("plug-in jdbc").contains("ErrImagePull: no such image");
        });
    }

    @Test
    void aCopyThatFailsTellsItsLastWords() {
        Optional<Verdict> problem = WorkerPods.problem(List.of(pod("""
                initContainerStatuses:
                - name: plugin-jdbc
                  image: registry.example.com/jdbc:1.2
                  restartCount: 1
                  state:
                    waiting: {reason: CrashLoopBackOff, message: back-off}
                  lastState:
                    terminated: {exitCode: 66, reason: Error, message: 'copy-plugin: the image of the plug-in holds no files'}
                """)), NOW);

        assertThat(problem)
                .hasValueSatisfying(verdict -> assertThat(verdict.message())
                        .contains("plug-in jdbc")
                        .contains("the image of the plug-in holds no files"));
    }

    @Test
    void aCopyThatIsUnderWayIsNoTrouble() {
        assertThat(WorkerPods.problem(List.of(pod("""
                initContainerStatuses:
                - name: plugin-jdbc
                  image: registry.example.com/jdbc:1.2
                  restartCount: 0
                  state:
                    terminated: {exitCode: 0, reason: Completed}
                containerStatuses:
                - name: worker
                  image: registry.example.com/worker:1
                  restartCount: 0
                  state:
                    waiting: {reason: PodInitializing}
                """)), NOW)).isEmpty();
    }

    private static Pod waiting(String reason, String message) {
        return pod("""
                containerStatuses:
                - name: worker
                  image: registry.example.com/worker:1
                  restartCount: 0
                  state:
                    waiting:
                      reason: %s
                      message: '%s'
                """.formatted(reason, message));
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: payments-worker-0}
                spec:
                  containers:
                  - name: worker
                    image: registry.example.com/worker:1
                    volumeMounts:
                    - {name: config, mountPath: /etc/kafka-connect}
                    - {name: plugin-jdbc, mountPath: /opt/kafka-connect/plugins/jdbc}
                    - {name: plugin-postgres, mountPath: /opt/kafka-connect/plugins/postgres, subPath: kafka/connect/postgres}
                  volumes:
                  - name: config
                    configMap: {name: payments-worker-config}
                  - name: plugin-jdbc
                    image: {reference: 'registry.example.com/jdbc:1.2'}
                  - name: plugin-postgres
                    image: {reference: 'registry.example.com/debezium:3'}
                status:
                """ + status.indent(2), Pod.class);
    }
}

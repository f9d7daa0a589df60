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

class PluginFetchFailureTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aWrongChecksumIsToldWithThePlugInAndStaysUntilSomeoneCorrectsIt() {
        Optional<Verdict> problem = problem("""
                state:
                  waiting: {reason: CrashLoopBackOff, message: back-off}
                lastState:
                  terminated:
                    exitCode: 65
                    reason: Error
                    message: "a warning\\nfetch-plugin: https://repo.example.com/jdbc.zip has another checksum than it must have; expected sha512 aa, found bb\\n"
                """);

        assertThat(problem)
                .hasValue(
                        new Verdict.Stalled(
                                Reason.PluginDownloadFailed,
                                "worker payments-worker-0 cannot start: the plug-in jdbc cannot be used: https://repo.example.com/jdbc.zip has another checksum than it must have; expected sha512 aa, found bb; correct spec.plugins"));
    }

    @Test
    void aRepositoryThatIsDownIsWaitedFor() {
        Optional<Verdict> problem = problem("""
                state:
                  terminated: {exitCode: 69, reason: Error, message: 'fetch-plugin: https://repo.example.com/jdbc.zip cannot be loaded: it answers with status 503'}
                """);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict).isInstanceOf(Verdict.Awaiting.class);
            assertThat(verdict.message()).contains("status 503").endsWith("the download is retried");
        });
    }

    @Test
    void credentialsThatAreNotAcceptedMayBeThoseOfTheSecret() {
        Optional<Verdict> problem = problem("""
                state:
                  terminated: {exitCode: 77, reason: Error, message: 'fetch-plugin: https://repo.example.com/jdbc.zip does not accept the credentials of repository (status 401)'}
                """);

        assertThat(problem)
                .hasValueSatisfying(verdict -> assertThat(verdict.message())
                        .endsWith("correct spec.plugins, or the Secret that it refers to"));
    }

    @Test
    void anImageWithoutTheProgramIsTooOld() {
        Optional<Verdict> problem = problem("""
                state:
                  waiting:
                    reason: RunContainerError
                    message: 'exec: "/opt/kafka-connect/bin/fetch-plugin": stat /opt/kafka-connect/bin/fetch-plugin: no such file or directory'
                """);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ImageOutdated);
            assertThat(verdict.message()).contains("registry.example.com/worker:1", "contract 4", "spec.image");
        });
    }

    @Test
    void anImageWithoutTheProgramIsTooOldWhileTheKubeletWaitsToTryAgain() {
        Optional<Verdict> problem = problem("""
                state:
                  waiting: {reason: CrashLoopBackOff, message: back-off}
                lastState:
                  terminated:
                    exitCode: 128
                    reason: StartError
                    message: 'failed to create shim task: exec: "/opt/kafka-connect/bin/fetch-plugin": stat /opt/kafka-connect/bin/fetch-plugin: no such file or directory'
                """);

        assertThat(problem)
                .hasValueSatisfying(verdict -> assertThat(verdict.reason()).isEqualTo(Reason.ImageOutdated));
    }

    @Test
    void anImageThatCannotBePulledIsThatOfTheWorkers() {
        Optional<Verdict> problem = problem("""
                state:
                  waiting: {reason: ErrImagePull, message: no such image}
                """);

        assertThat(problem).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
            assertThat(verdict.message()).contains("plug-in jdbc", "ErrImagePull: no such image", "spec.image");
        });
    }

    @Test
    void aDownloadThatRunsOrHasSucceededAtLastIsNoTrouble() {
        assertThat(problem("state: {running: {}}")).isEmpty();
        assertThat(problem("""
                state: {terminated: {exitCode: 0, reason: Completed}}
                lastState: {terminated: {exitCode: 69, reason: Error, message: 'fetch-plugin: x'}}
                """)).isEmpty();
    }

    @Test
    void aContainerOfTheUserIsNotTakenForADownload() {
        Pod pod = pod("state: {terminated: {exitCode: 1, reason: Error}}");
        pod.getSpec().setVolumes(List.of());

        assertThat(PluginFetchFailure.of(pod)).isEmpty();
    }

    private static Optional<Verdict> problem(String state) {
        return WorkerPods.problem(List.of(pod(state)), NOW);
    }

    private static Pod pod(String state) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: payments-worker-0}
                spec:
                  volumes:
                  - name: plugin-jdbc
                    emptyDir: {}
                status:
                  initContainerStatuses:
                  - name: fetch-jdbc
                    image: registry.example.com/worker:1
                    restartCount: 1
                """ + state.indent(4), Pod.class);
    }
}

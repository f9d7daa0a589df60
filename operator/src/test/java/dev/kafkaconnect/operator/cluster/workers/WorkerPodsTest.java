package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.settings.GracePeriod;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPodsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:30Z");

    private static final GracePeriod GRACE = new GracePeriod(Duration.ofSeconds(5));

    @Test
    void saysWhichImageCannotBePulled() {
        Verdict verdict = problem("image-pull-back-off").orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.ImagePullFailed);
        assertThat(verdict.message())
                .contains("payments-worker-0", "registry.example.com/worker:typo", "not found", "spec.image");
    }

    @Test
    void quotesTheLastWordsOfAWorkerThatCrashes() {
        Verdict verdict = problem("crash-loop").orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.WorkerCrashed);
        assertThat(verdict.message())
                .contains("payments-worker-0", "exit code 1", "value.converter")
                .doesNotEndWith("\n");
    }

    @Test
    void quotesWhatHappenedAndNotWhereInTheCode() {
        Verdict verdict = problem("crash-with-a-stack-trace").orElseThrow();

        assertThat(verdict.message())
                .contains("Stopping due to error")
                .endsWith("Invalid value org.example.Nope for configuration value.converter");
    }

    @Test
    void saysWhenTheLimitIsTheNamespaces() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .addToAnnotations(
                        "kubernetes.io/limit-ranger",
                        "LimitRanger plugin set: cpu, memory request for container worker; cpu, memory limit for container worker")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("worker")
                .withNewResources()
                .addToLimits("memory", new Quantity("96Mi"))
                .endResources()
                .endContainer()
                .endSpec()
                .build();

        assertThat(MemoryLimit.remedy(pod)).contains("96Mi", "a LimitRange of the namespace");
        pod.getMetadata().getAnnotations().put("kubernetes.io/limit-ranger", "cpu limit for container worker");
        assertThat(MemoryLimit.remedy(pod)).doesNotContain("LimitRange");
    }

    @Test
    void saysThatAWorkerRanOutOfMemory() {
        Verdict verdict = problem("out-of-memory").orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.reason()).isEqualTo(Reason.WorkerCrashed);
        assertThat(verdict.message())
                .contains("OOMKilled", "137", "spec.resources.limits.memory")
                .doesNotContain("last words");
    }

    @Test
    void quotesTheEndOfWhatAWorkerSaidWhenItsHeapWasFull() {
        Verdict verdict = problem("heap-exhausted").orElseThrow();

        assertThat(verdict.message())
                .contains("exit code 3", "heap is too small", "spec.resources.limits.memory")
                .endsWith("Terminating due to java.lang.OutOfMemoryError: Java heap space")
                .doesNotContain("11:58:10Z");
    }

    @Test
    void waitsForANodeWithRoom() {
        Verdict verdict = problem("unschedulable").orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Progressing.class);
        assertThat(verdict.reason()).isEqualTo(Reason.Unschedulable);
        assertThat(verdict.message()).contains("payments-worker-0", "Insufficient memory");
    }

    @Test
    void saysWhatAContainerLacksToBeMade() {
        Verdict verdict = problem("config-map-missing").orElseThrow();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(verdict.message()).contains("payments-worker-0", "payments-worker-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready", "starting", "restarted-once", "ready-again-after-crashes", "just-made"})
    void isNotWorriedBy(String pod) {
        assertThat(problem(pod)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateContainerConfigError", "CreateContainerError", "RunContainerError"})
    void saysWhyAContainerCannotBeMade(String reason) {
        Pod pod = pod("config-map-missing");
        pod.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getWaiting()
                .setReason(reason);

        assertThat(WorkerPods.problem(List.of(pod), NOW)).map(Verdict::reason).contains(Reason.WorkerCrashed);
    }

    @Test
    void aWorkerThatEndsSeveralTimesInAShortTimeCrashesAlthoughItRunsJustNow() {
        assertThat(WorkerPods.problem(List.of(startingAgain()), NOW))
                .map(Verdict::reason)
                .contains(Reason.WorkerCrashed);
    }

    @Test
    void forgetsCrashesOfLongAgo() {
        assertThat(WorkerPods.problem(List.of(startingAgain()), NOW.plus(Duration.ofMinutes(11))))
                .isEmpty();
    }

    private static Pod startingAgain() {
        Pod pod = pod("restarted-once");
        pod.getStatus().getContainerStatuses().getFirst().setRestartCount(2);
        return pod;
    }

    @Test
    void isNotWorriedByACrashedWorkerThatIsBeingReplaced() {
        assertThat(problem("crash-loop-being-deleted")).isEmpty();
    }

    @Test
    void namesTheFirstOfSeveralByNameWhateverTheirOrder() {
        Pod first = pod("crash-loop");
        Pod second = pod("image-pull-back-off");
        second.getMetadata().setName("payments-worker-1");

        Optional<Verdict> oneWay = WorkerPods.problem(List.of(first, second), NOW);
        Optional<Verdict> otherWay = WorkerPods.problem(List.of(second, first), NOW);

        assertThat(oneWay).isEqualTo(otherWay).map(Verdict::reason).contains(Reason.WorkerCrashed);
    }

    @Test
    void onlyAReadyWorkerIsAlive() {
        Stream<String> alive = Stream.of(
                        "ready",
                        "starting",
                        "just-made",
                        "crash-loop",
                        "ready-being-deleted",
                        "ready-again-after-crashes")
                .filter(name -> WorkerPods.isReady(pod(name)));

        assertThat(alive).containsExactly("ready", "ready-again-after-crashes");
    }

    private static Optional<Verdict> problem(String name) {
        return WorkerPods.problem(List.of(pod(name)), NOW);
    }

    private static Pod pod(String name) {
        return GoldenCase.of("pods", name).resource("pod.yaml", Pod.class);
    }

    @Test
    void aWorkerIsLeavingFromTheWordToStopUntilItHasEnded() {
        assertThat(WorkerPods.isLeaving(running(null), GRACE, NOW)).isFalse();
        assertThat(WorkerPods.isLeaving(running(NOW), GRACE, NOW)).isTrue();
        assertThat(WorkerPods.isLeaving(ended(NOW), GRACE, NOW)).isFalse();
    }

    @Test
    void aWorkerThatDoesNotEndIsNotWaitedForLongerThanAGoodEndTakes() {
        assertThat(WorkerPods.isLeaving(running(NOW), GRACE, NOW.plusSeconds(14)))
                .isTrue();
        assertThat(WorkerPods.isLeaving(running(NOW), GRACE, NOW.plusSeconds(15)))
                .isFalse();
    }

    private static Pod running(@Nullable Instant told) {
        return stopping(
                told, new ContainerStateBuilder().withNewRunning().endRunning().build());
    }

    private static Pod ended(Instant told) {
        return stopping(
                told,
                new ContainerStateBuilder().withNewTerminated().endTerminated().build());
    }

    private static Pod stopping(@Nullable Instant told, ContainerState state) {
        return new PodBuilder()
                .withNewMetadata()
                .withDeletionTimestamp(
                        told == null ? null : told.plusSeconds(45).toString())
                .withDeletionGracePeriodSeconds(told == null ? null : 45L)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withState(state)
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @ParameterizedTest(name = "ready {0}, started {1}, {2}, being deleted {3}: {4}")
    @CsvSource({
        "False, true, running, false, true",
        "False, false, running, false, false",
        "False, true, ended, false, false",
        "False, true, running, true, false",
        "True, true, running, false, false"
    })
    void aWorkerWhoseProcessRunsOnIsNotDeadForNotBeingReady(
            String ready, boolean started, String state, boolean deleted, boolean unready) {
        ContainerState running =
                new ContainerStateBuilder().withNewRunning().endRunning().build();
        ContainerState ended =
                new ContainerStateBuilder().withNewTerminated().endTerminated().build();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withDeletionTimestamp(deleted ? NOW.toString() : null)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .addNewContainerStatus()
                .withStarted(started)
                .withState(state.equals("running") ? running : ended)
                .endContainerStatus()
                .endStatus()
                .build();

        assertThat(WorkerPods.isUnready(pod)).isEqualTo(unready);
    }
}

package dev.kafkaconnect.operator.cluster.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet.Worker;
import dev.kafkaconnect.operator.golden.GoldenCase;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutagesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:30Z");

    private final Outages outages = new Outages();

    @ParameterizedTest
    @CsvSource({
        "ready, false",
        "starting, true",
        "restarted-once, true",
        "unschedulable, true",
        "ready-being-deleted, true",
        "crash-loop-being-deleted, true",
        "just-made, true",
        "crash-loop, false",
        "image-pull-back-off, false",
        "config-map-missing, false"
    })
    void countsWhatANewRevisionDoesNotMend(String pod, boolean counts) {
        assertThat(outages.of(found(pod), List.of(pod(pod)), NOW).containsKey(0))
                .isEqualTo(counts);
    }

    @Test
    void countsFromWhenThePodStoppedBeingReady() {
        Pod pod = pod("unschedulable");

        assertThat(outages.of(found("unschedulable"), List.of(pod), NOW)).containsEntry(0, WorkerPods.asItIsSince(pod));
    }

    @Test
    void aWorkerWithoutAPodIsDownSinceThatWasFirstSeen() {
        outages.of(found(null), List.of(), NOW);

        assertThat(outages.of(found(null), List.of(), NOW.plusSeconds(60))).containsEntry(0, NOW);
    }

    @Test
    void aWorkerThatWasBackIsDownAnew() {
        outages.of(found(null), List.of(), NOW);
        outages.of(found("ready"), List.of(pod("ready")), NOW.plusSeconds(30));

        assertThat(outages.of(found(null), List.of(), NOW.plusSeconds(60))).containsEntry(0, NOW.plusSeconds(60));
    }

    private static ObservedStatefulSet found(@Nullable String pod) {
        Map<Integer, Worker> workers =
                pod == null ? Map.of() : Map.of(0, new Worker("old", WorkerPods.isReady(pod(pod))));
        return new ObservedStatefulSet(
                "payments-worker", 1, 1, null, true, workers.size(), "old", "new", new TreeMap<>(workers));
    }

    private static Pod pod(String name) {
        Pod pod = GoldenCase.of("pods", name).resource("pod.yaml", Pod.class);
        pod.getMetadata().setCreationTimestamp(NOW.minusSeconds(60).toString());
        return pod;
    }
}

package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Since when each worker is down for a reason that a new revision does not mend: it has no node, its node is lost, it starts or
 * stops. One that crashes or has no image is not among them, because the rollout may be what mends it. Used by {@code RolloutCoordinator}.
 * What it keeps may be lost: a worker without a pod is then waited for again.
 */
public final class Outages {
    private SortedMap<Integer, Instant> seen = new TreeMap<>();

    public SortedMap<Integer, Instant> of(ObservedStatefulSet found, Collection<Pod> pods, Instant now) {
        SortedMap<Integer, Instant> down = new TreeMap<>();
        for (int ordinal = 0; ordinal < found.replicas(); ordinal++) {
            Optional<Pod> pod = pod(found.pod(ordinal), pods);
            if (!found.isReady(ordinal) && pod.stream().noneMatch(one -> isBroken(one, now))) {
                Instant since = pod.map(WorkerPods::asItIsSince).orElse(now);
                Instant first = seen.getOrDefault(ordinal, now);
                down.put(ordinal, since.isBefore(first) ? since : first);
            }
        }
        seen = down;
        return down;
    }

    /** There are no workers any more. */
    public void reset() {
        seen = new TreeMap<>();
    }

    private static Optional<Pod> pod(String name, Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> name.equals(pod.getMetadata().getName()))
                .findFirst();
    }

    private static boolean isBroken(Pod pod, Instant now) {
        return WorkerPods.problem(List.of(pod), now)
                .filter(Verdict.Stalled.class::isInstance)
                .isPresent();
    }
}

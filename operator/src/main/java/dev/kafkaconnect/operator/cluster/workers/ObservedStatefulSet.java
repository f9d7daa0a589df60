package dev.kafkaconnect.operator.cluster.workers;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The StatefulSet and its pods as a rollout sees them.
 *
 * @param observed whether the StatefulSet's controller has seen the present spec, so that its revisions are those of it
 * @param existing pods that its controller counts
 * @param pods by ordinal, without those beyond replicas
 */
public record ObservedStatefulSet(
        String name,
        int replicas,
        int partition,
        @Nullable RolloutState memory,
        boolean observed,
        int existing,
        String currentRevision,
        String updateRevision,
        SortedMap<Integer, Worker> pods) {
    private static final String REVISION = "controller-revision-hash";

    /** @param alive whether it is ready and stays */
    public record Worker(String revision, boolean alive) {}

    public static ObservedStatefulSet of(StatefulSet workers, Collection<Pod> pods) {
        ObjectMeta metadata = workers.getMetadata();
        StatefulSetStatus status = workers.getStatus() == null ? new StatefulSetStatus() : workers.getStatus();
        int replicas = WorkersReadiness.count(workers.getSpec().getReplicas());
        SortedMap<Integer, Worker> found = new TreeMap<>();
        for (Pod pod : pods) {
            int ordinal = ordinal(pod, metadata.getName());
            if (ordinal >= 0 && ordinal < replicas) {
                String revision = pod.getMetadata().getLabels().getOrDefault(REVISION, "");
                found.put(ordinal, new Worker(revision, WorkerPods.isReady(pod)));
            }
        }
        return new ObservedStatefulSet(
                metadata.getName(),
                replicas,
                partition(workers),
                RolloutAnnotation.read(annotation(workers)),
                Objects.equals(metadata.getGeneration(), status.getObservedGeneration()),
                WorkersReadiness.count(status.getReplicas()),
                String.valueOf(status.getCurrentRevision()),
                String.valueOf(status.getUpdateRevision()),
                found);
    }

    public static int partition(StatefulSet workers) {
        var strategy = workers.getSpec().getUpdateStrategy();
        RollingUpdateStatefulSetStrategy rolling = strategy == null ? null : strategy.getRollingUpdate();
        return rolling == null ? 0 : WorkersReadiness.count(rolling.getPartition());
    }

    public static @Nullable String annotation(StatefulSet workers) {
        var annotations = workers.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(RolloutAnnotation.NAME);
    }

    private static int ordinal(Pod pod, String workers) {
        String name = pod.getMetadata().getName();
        String prefix = workers + "-";
        if (!name.startsWith(prefix)) {
            return -1;
        }
        try {
            return Integer.parseInt(name.substring(prefix.length()));
        } catch (NumberFormatException other) {
            return -1;
        }
    }

    /** The memory of the rollout to the present revision, null when there is none or it is of one that was given up. */
    @Nullable
    public RolloutState underWay() {
        return memory != null && memory.revision().equals(updateRevision) ? memory : null;
    }

    /** Whether the worker is not what the template says. One that is missing comes back as what its partition says. */
    public boolean isOutdated(int ordinal) {
        Worker worker = pods.get(ordinal);
        return worker == null
                ? !currentRevision.equals(updateRevision)
                : !worker.revision().equals(updateRevision);
    }

    /** The name of its pod. */
    public String pod(int ordinal) {
        return "%s-%d".formatted(name, ordinal);
    }

    public boolean isReady(int ordinal) {
        Worker worker = pods.get(ordinal);
        return worker != null && worker.alive();
    }

    /** Whether the worker of that id in Connect is alive and is what it was before the rollout. */
    public boolean isUntouched(String worker) {
        return IntStream.range(0, replicas)
                .anyMatch(ordinal -> worker.startsWith(pod(ordinal) + ".") && isReady(ordinal) && isOutdated(ordinal));
    }

    /** The highest ordinal that is not on the new revision; -1 when all are. */
    public int highestOutdated() {
        return IntStream.range(0, replicas).filter(this::isOutdated).max().orElse(-1);
    }

    public int updated() {
        return replicas
                - (int) IntStream.range(0, replicas).filter(this::isOutdated).count();
    }

    /** Workers that should be on the new revision and are not alive. */
    public List<Integer> updatedButDown() {
        return IntStream.range(0, replicas)
                .filter(ordinal -> !isOutdated(ordinal) && !isReady(ordinal))
                .boxed()
                .toList();
    }

    public boolean anyReady() {
        return anyReady(0);
    }

    /** @param first the lowest ordinal that counts */
    public boolean anyReady(int first) {
        return pods.tailMap(first).values().stream().anyMatch(Worker::alive);
    }

    /** Whether some worker shows that the new revision works. */
    public boolean proven() {
        return IntStream.range(0, replicas).anyMatch(ordinal -> !isOutdated(ordinal) && isReady(ordinal));
    }

    /** Whether every worker is there, alive and what the template says, and the rollout that made it so is over. */
    public boolean settled() {
        return observed
                && memory == null
                && currentRevision.equals(updateRevision)
                && highestOutdated() < 0
                && updatedButDown().isEmpty();
    }

    /** Whether all workers that were taken so far are back, so that what they run can be judged. */
    public boolean standsStill() {
        return observed && highestOutdated() < partition && updatedButDown().isEmpty();
    }
}

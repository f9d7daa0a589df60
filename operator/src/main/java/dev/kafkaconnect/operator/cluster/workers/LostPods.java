package dev.kafkaconnect.operator.cluster.workers;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pods that should have ended long ago: the node is lost, and no kubelet reports that they are gone. A StatefulSet does not
 * replace them, and no rollout gets past them. Used by {@code LostWorkers} and for the status. Pure.
 */
public final class LostPods {
    /** A kubelet that lives has killed a pod at the end of its grace period, and tells so within seconds. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private LostPods() {}

    public static List<Pod> of(Collection<Pod> pods, Instant now) {
        return pods.stream()
                .filter(pod -> StatusWriter.isTerminating(pod) && hasNode(pod))
                .filter(pod -> now.isAfter(end(pod).plus(LATE)))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
    }

    private static boolean hasNode(Pod pod) {
        return pod.getSpec() != null && pod.getSpec().getNodeName() != null;
    }

    /** The time of deletion is that of the end of the grace period. */
    private static Instant end(Pod pod) {
        return Instant.parse(pod.getMetadata().getDeletionTimestamp());
    }

    /**
     * Whether Kafka knows no more members than there are other workers. All that are ready are members, so the process of none of
     * those that are lost is: it may not run, or cannot reach Kafka, and takes part in nothing.
     */
    public static boolean haveLeft(WorkerGroup group, Collection<Pod> pods) {
        return group.settled()
                && group.members().size()
                        <= pods.stream().filter(WorkerPods::isReady).count();
    }

    /** The message about the first of them. */
    static Optional<Verdict> verdict(ClusterPlan plan, Collection<Pod> pods, Instant now) {
        return of(pods, now).stream().findFirst().map(pod -> {
            String what =
                    "worker %s should have stopped on the node %s by %s and has not been reported gone: the node is probably lost"
                            .formatted(
                                    pod.getMetadata().getName(), pod.getSpec().getNodeName(), end(pod));
            String remedy =
                    "when it is certain that the machine is off, delete the Node, or taint it with node.kubernetes.io/out-of-service=nodeshutdown:NoExecute";
            return switch (plan.mode()) {
                case WorkerMode.Standalone standalone ->
                    new Verdict.Stalled(
                            Reason.NodeLost,
                            "%s. Two processes must not write one offsets file, so it is not replaced before Kubernetes knows that it has ended: %s"
                                    .formatted(what, remedy));
                case WorkerMode.Distributed distributed
                when now.isBefore(end(pod).plus(plan.rollout().progressDeadline())) ->
                    new Verdict.Progressing(
                            Reason.NodeLost,
                            "%s. It is replaced when Kafka reports that it has left the group".formatted(what));
                case WorkerMode.Distributed distributed ->
                    new Verdict.Stalled(
                            Reason.NodeLost,
                            "%s. It is not replaced, because Kafka does not report that it has left the group: %s"
                                    .formatted(what, remedy));
            };
        });
    }
}

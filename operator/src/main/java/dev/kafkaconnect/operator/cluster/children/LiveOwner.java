package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * Asks the API server whether a ConnectCluster may still own objects, right before any is written: it may have been deleted since
 * the pass began. With {@code --cascade=orphan} Kubernetes removes the owner references of its children first, and a child that
 * gets one back is garbage-collected with its owner, data included. The controllers of Kubernetes ask the same before they adopt.
 * Called by whatever writes children; does not know what they are.
 */
public final class LiveOwner {
    private LiveOwner() {}

    /** Empty when the ConnectCluster is there and is not being deleted. */
    public static Optional<Verdict> problem(ClusterPlan plan, KubernetesClient client) {
        ConnectCluster there = client.resources(ConnectCluster.class)
                .inNamespace(plan.namespace())
                .withName(plan.name())
                .get();
        boolean lives = there != null
                && plan.owner().getUid().equals(there.getMetadata().getUid())
                && !StatusWriter.isTerminating(there);
        return lives
                ? Optional.empty()
                : Optional.of(new Verdict.Progressing(
                        Reason.WorkersStarting, "the ConnectCluster is being deleted; its objects are not changed"));
    }
}

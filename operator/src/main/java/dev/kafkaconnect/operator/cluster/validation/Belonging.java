package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;

/**
 * Whose an object is that bears the name of a child. Asked before anything is written to one, because whatever gets an owner
 * reference is deleted with its owner. Pure.
 */
public enum Belonging {
    /** The ConnectCluster owns it. */
    Own,
    /** It has the operator's labels for this name and no owner: restored, or left by {@code --cascade=orphan}. */
    Orphan,
    /** A ConnectCluster of this name that is gone owns it: the garbage collector removes it. */
    Former,
    /** Anything else. */
    Foreign;

    public static Belonging of(ObjectMeta found, String cluster, String uid) {
        List<OwnerReference> owners = found.getOwnerReferences();
        if (owners.stream().anyMatch(owner -> uid.equals(owner.getUid()))) {
            return Own;
        }
        if (owners.stream().anyMatch(owner -> isConnectCluster(owner) && cluster.equals(owner.getName()))) {
            return Former;
        }
        return owners.isEmpty() && Labels.areOfChild(found.getLabels(), cluster) ? Orphan : Foreign;
    }

    public static Belonging of(ObjectMeta found, ClusterPlan plan) {
        return of(found, plan.name(), plan.owner().getUid());
    }

    private static boolean isConnectCluster(OwnerReference owner) {
        return "ConnectCluster".equals(owner.getKind())
                && owner.getApiVersion() != null
                && owner.getApiVersion().startsWith(Labels.GROUP + "/");
    }

    /** Whether it may be written to. */
    public boolean isOurs() {
        return this == Own || this == Orphan;
    }
}

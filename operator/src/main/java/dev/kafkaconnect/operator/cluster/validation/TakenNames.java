package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says which names of a cluster's children are taken by objects that are not its own, and what to do about it. Pure. */
public final class TakenNames {
    private TakenNames() {}

    /** @param find what is there under the name of a child */
    public static Optional<Verdict> problem(
            ClusterPlan plan,
            Collection<? extends HasMetadata> children,
            Function<HasMetadata, Optional<ObjectMeta>> find) {
        List<String> foreign = new ArrayList<>();
        List<String> former = new ArrayList<>();
        for (HasMetadata child : children) {
            switch (find.apply(child).map(found -> Belonging.of(found, plan)).orElse(Belonging.Own)) {
                case Own, Orphan -> {}
                case Former -> former.add(nameOf(child));
                case Foreign -> foreign.add(nameOf(child));
            }
        }
        if (!foreign.isEmpty()) {
            return Optional.of(new Verdict.Stalled(Reason.NameConflict, conflict(plan, foreign)));
        }
        return former.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.Progressing(
                        Reason.WorkersStarting,
                        "waiting for Kubernetes to delete what belonged to the former ConnectCluster of this name: %s"
                                .formatted(String.join(", ", former))));
    }

    private static String conflict(ClusterPlan plan, List<String> foreign) {
        boolean claim = foreign.contains("PersistentVolumeClaim " + plan.offsetsClaim());
        return "%s %s not belong to this ConnectCluster, which needs %s; nothing was changed; rename or delete %s, or give the ConnectCluster another name%s"
                .formatted(
                        String.join(", ", foreign),
                        foreign.size() == 1 ? "does" : "do",
                        foreign.size() == 1 ? "this name" : "these names",
                        foreign.size() == 1 ? "it" : "them",
                        claim
                                ? ". A claim whose data the worker is to use needs the labels %s=%s and %s"
                                        .formatted(Labels.CLUSTER, plan.name(), Labels.ALL_CHILDREN)
                                : "");
    }

    public static String nameOf(HasMetadata child) {
        return child.getKind() + " " + child.getMetadata().getName();
    }
}

package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.kafka.topics.OwnMembers;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client id by which workers are known in their group. Holds the identity of the very ConnectCluster, because one of the
 * same name in another Kubernetes would have the same group. Workers that have outlived their ConnectCluster keep the id that
 * they have: it is among their properties, and they would have to be restarted for another. Pure.
 */
public final class WorkerIdentity {
    private static final String PROPERTY = "client.id=";

    private WorkerIdentity() {}

    public static String fresh(String namespace, String name, String uid) {
        return prefix(namespace, name) + uid;
    }

    private static String prefix(String namespace, String name) {
        return "%s.%s-".formatted(namespace, name);
    }

    /** @param workers the cluster's own, null when there are none */
    public static String kept(ClusterPlan plan, @Nullable StatefulSet workers) {
        return Optional.ofNullable(workers)
                .flatMap(set -> of(set.getSpec().getTemplate().getMetadata()))
                .filter(id -> id.startsWith(prefix(plan.namespace(), plan.name())))
                .orElse(plan.clientId());
    }

    /**
     * Who may be in the group: pods of this cluster, whatever their id. Those that an earlier ConnectCluster of this name has
     * left are about to end when Kubernetes deletes them or their StatefulSet.
     */
    public static OwnMembers members(ClusterPlan plan, @Nullable StatefulSet workers, Collection<Pod> pods) {
        Set<String> staying = new HashSet<>(Set.of(plan.clientId()));
        Set<String> leaving = new HashSet<>();
        for (Pod pod : pods) {
            of(pod.getMetadata()).ifPresent(id -> (isLeaving(pod, workers) ? leaving : staying).add(id));
        }
        leaving.removeAll(staying);
        return new OwnMembers(staying, leaving);
    }

    private static boolean isLeaving(Pod pod, @Nullable StatefulSet workers) {
        String uid = workers == null ? null : workers.getMetadata().getUid();
        return pod.getMetadata().getDeletionTimestamp() != null
                || pod.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getUid)
                        .anyMatch(owner -> !owner.equals(uid));
    }

    private static Optional<String> of(@Nullable ObjectMeta template) {
        return template == null || template.getAnnotations() == null
                ? Optional.empty()
                : template.getAnnotations()
                        .getOrDefault(WorkerPodNames.PROPERTIES, "")
                        .lines()
                        .filter(line -> line.startsWith(PROPERTY))
                        .map(line -> line.substring(PROPERTY.length()))
                        .findFirst();
    }
}

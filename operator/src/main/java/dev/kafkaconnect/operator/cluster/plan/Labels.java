package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Labels of everything that the operator makes. Deliberately without app.kubernetes.io/instance: GitOps tools use it to
 * tell what is theirs, and would prune what bears it.
 */
public final class Labels {
    public static final String GROUP = "kafkaconnect.dev";
    public static final String CLUSTER = GROUP + "/cluster";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "kafka-connect-operator";

    /** Selects everything that the operator makes, in every cluster. */
    public static final String ALL_CHILDREN = MANAGED_BY + "=" + OPERATOR;

    private static final String NAME = "app.kubernetes.io/name";
    private static final String PLUGIN_CHECK = "kafka-connect-plugin-check";

    private Labels() {}

    /** Those by which the pods of a cluster are found. */
    public static Map<String, String> ofPods(ClusterId id) {
        return Map.of(MANAGED_BY, OPERATOR, CLUSTER, id.name());
    }

    /** Whether an object with these labels was made for a ConnectCluster of that name. */
    public static boolean areOfChild(@Nullable Map<String, String> labels, String cluster) {
        return labels != null && OPERATOR.equals(labels.get(MANAGED_BY)) && cluster.equals(labels.get(CLUSTER));
    }

    /** The cluster whose child an object says it is. */
    public static Optional<ResourceID> clusterOf(ObjectMeta child) {
        return Optional.ofNullable(child.getLabels())
                .map(labels -> labels.get(CLUSTER))
                .map(cluster -> new ResourceID(cluster, child.getNamespace()));
    }

    public static Map<String, String> child(ClusterPlan plan) {
        Map<String, String> labels = new TreeMap<>(selector(plan));
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** Of the pod by which plug-ins are tried: it is none of the workers. */
    public static Map<String, String> ofPluginCheck(ClusterPlan plan) {
        return Map.of(NAME, PLUGIN_CHECK, CLUSTER, plan.name(), MANAGED_BY, OPERATOR);
    }

    public static boolean areOfPluginCheck(Map<String, String> labels) {
        return PLUGIN_CHECK.equals(labels.get(NAME));
    }

    /** Never changes for a cluster: the selectors of a StatefulSet are immutable. */
    public static Map<String, String> selector(ClusterPlan plan) {
        return new TreeMap<>(Map.of(NAME, "kafka-connect-worker", CLUSTER, plan.name()));
    }

    public static String selectorText(ClusterPlan plan) {
        StringBuilder text = new StringBuilder();
        selector(plan)
                .forEach((key, value) -> text.append(text.isEmpty() ? "" : ",")
                        .append(key)
                        .append('=')
                        .append(value));
        return text.toString();
    }
}

package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.observe.ClusterId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of everything that the operator makes. Deliberately without app.kubernetes.io/instance: GitOps tools use it to
 * tell what is theirs, and would prune what bears it.
 */
public final class Labels {
    public static final String CLUSTER = "kafkaconnect.dev/cluster";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "kafka-connect-operator";

    /** Selects everything that the operator makes, in every cluster. */
    public static final String ALL_CHILDREN = MANAGED_BY + "=" + OPERATOR;

    private Labels() {}

    /** Those by which the pods of a cluster are found. */
    public static Map<String, String> ofPods(ClusterId id) {
        return Map.of(MANAGED_BY, OPERATOR, CLUSTER, id.name());
    }

    static Map<String, String> child(ClusterPlan plan) {
        Map<String, String> labels = new TreeMap<>(selector(plan));
        labels.put(MANAGED_BY, OPERATOR);
        return labels;
    }

    /** Never changes for a cluster: the selectors of a StatefulSet are immutable. */
    static Map<String, String> selector(ClusterPlan plan) {
        return new TreeMap<>(Map.of("app.kubernetes.io/name", "kafka-connect-worker", CLUSTER, plan.name()));
    }

    static String selectorText(ClusterPlan plan) {
        StringBuilder text = new StringBuilder();
        selector(plan)
                .forEach((key, value) -> text.append(text.isEmpty() ? "" : ",")
                        .append(key)
                        .append('=')
                        .append(value));
        return text.toString();
    }
}

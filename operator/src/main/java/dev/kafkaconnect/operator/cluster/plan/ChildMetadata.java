package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.operator.cluster.settings.ChildSettings;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** The metadata that every object of a ConnectCluster has: its owner, the operator's labels, and what the user adds. Pure. */
public final class ChildMetadata {
    private ChildMetadata() {}

    public static ObjectMeta of(ClusterPlan plan, String name) {
        ChildSettings wanted = plan.options().children();
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(plan.namespace())
                .withLabels(wanted.labels())
                .addToLabels(Labels.child(plan))
                .withAnnotations(wanted.annotations().isEmpty() ? null : wanted.annotations())
                .withOwnerReferences(plan.owner())
                .build();
    }
}

package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.rest.RestPolicy;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Everything that Kubernetes must hold for a cluster, made from its plan. Pure; {@code ChildApplier} sends it. */
public final class Children {
    private Children() {}

    /**
     * In the order of application: the StatefulSet last, so that its pods find what they need.
     *
     * @param workers the StatefulSet, at the point of a rollout where it is to be
     */
    public static List<HasMetadata> of(ClusterPlan plan, StatefulSet workers) {
        List<HasMetadata> children = new ArrayList<>(List.of(
                serviceAccount(plan),
                valuesSecret(plan),
                workersService(plan),
                restService(plan),
                // A budget of one for a single worker would say nothing, and one of none would block drains.
                switch (plan.mode()) {
                    case WorkerMode.Distributed distributed -> disruptionBudget(plan);
                    case WorkerMode.Standalone standalone -> OffsetsVolume.claim(plan, standalone);
                }));
        children.addAll(RestPolicy.of(plan));
        children.add(workers);
        return List.copyOf(children);
    }

    /** All whose names must be free: also those that are written apart from the others, once there is something to write. */
    public static List<HasMetadata> all(ClusterPlan plan) {
        List<HasMetadata> children = new ArrayList<>(of(plan, WorkerSet.of(plan)));
        if (plan.rest().secured()) {
            children.add(new SecretBuilder()
                    .withMetadata(ChildMetadata.of(plan, plan.restSecret()))
                    .build());
        }
        if (plan.mode() instanceof WorkerMode.Standalone) {
            children.add(StartSetConfigMap.of(plan, new TreeMap<>()).configMap());
        }
        return List.copyOf(children);
    }

    private static ServiceAccount serviceAccount(ClusterPlan plan) {
        return new ServiceAccountBuilder()
                .withNewMetadataLike(ChildMetadata.of(plan, plan.workers()))
                .addToAnnotations(plan.options().children().serviceAccount())
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build();
    }

    /** Without data, which is put there as connectors need it and is none of the cluster's business. */
    private static Secret valuesSecret(ClusterPlan plan) {
        return new SecretBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.valuesSecret()))
                .build();
    }

    /** Workers that are not ready yet are in the DNS too: they must reach one another to become ready. */
    private static Service workersService(ClusterPlan plan) {
        return new ServiceBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.workersService()))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selector(plan))
                .withPorts(new ServicePortBuilder()
                        .withName("rest")
                        .withPort(ClusterPlan.REST_PORT)
                        .withProtocol("TCP")
                        .build())
                .endSpec()
                .build();
    }

    private static Service restService(ClusterPlan plan) {
        return new ServiceBuilder()
                .withNewMetadataLike(ChildMetadata.of(plan, plan.restService()))
                .addToAnnotations(plan.options().children().restService())
                .endMetadata()
                .withNewSpec()
                .withSelector(Labels.selector(plan))
                .withPorts(new ServicePortBuilder()
                        .withName("rest")
                        .withPort(ClusterPlan.REST_PORT)
                        .withProtocol("TCP")
                        .withTargetPort(new IntOrString("rest"))
                        .build())
                .endSpec()
                .build();
    }

    /** One worker at a time may be evicted unless others are wanted; one that is not ready may always be, or it would block the drain of its node. */
    private static PodDisruptionBudget disruptionBudget(ClusterPlan plan) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.workers()))
                .withNewSpec()
                .withMaxUnavailable(plan.options().children().maxUnavailable())
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.selector(plan))
                .endSelector()
                .endSpec()
                .build();
    }
}

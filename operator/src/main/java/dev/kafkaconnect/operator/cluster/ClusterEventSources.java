package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.AllClusters;
import dev.kafkaconnect.operator.cluster.access.ClusterClaims;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterReferences;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Everything after which a ConnectCluster is reconciled. Used by {@link ConnectClusterReconciler}, when the operator starts. */
record ClusterEventSources(
        ClusterSessions sessions, References references, ClusterPods pods, AllClusters clusters, ClusterClaims claims) {
    private static final List<Class<? extends HasMetadata>> CHILDREN = List.of(
            StatefulSet.class,
            ConfigMap.class,
            Secret.class,
            Service.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            PersistentVolumeClaim.class,
            NetworkPolicy.class);

    List<EventSource<?, ConnectCluster>> prepare(ManagedClusters managed, EventSourceContext<ConnectCluster> context) {
        TriggerEventSource<ConnectCluster> triggers = new TriggerEventSource<>("observer", gone -> {
            managed.drop(gone);
            claims.forget(gone);
        });
        sessions.addListener(new ClusterTrigger(triggers));
        references.addListener(changed -> onChange(changed, managed, triggers, context));
        InformerEventSource<Pod, ConnectCluster> present = labelled(Pod.class, context);
        pods.readFrom(present);
        List<EventSource<?, ConnectCluster>> all = new ArrayList<>();
        all.add(triggers);
        CHILDREN.forEach(type -> all.add(labelled(type, context)));
        all.add(present);
        clusters.prepare(context).ifPresent(all::add);
        return all;
    }

    private static void onChange(
            Reference changed,
            ManagedClusters clusters,
            TriggerEventSource<ConnectCluster> triggers,
            EventSourceContext<ConnectCluster> context) {
        List<ClusterId> concerned = clusters.concernedBy(changed);
        // What changes before the framework runs is read by the first passes anyway.
        if (triggers.isRunning()) {
            concerned.forEach(id -> triggers.wake(new ResourceID(id.name(), id.namespace())));
            context.getPrimaryCache()
                    .list(
                            changed.namespace(),
                            cluster -> ClusterReferences.of(cluster).contains(changed))
                    .forEach(cluster -> triggers.wake(ResourceID.fromResource(cluster)));
        }
    }

    /** By label: a pod has another owner, and what outlives its cluster has none. */
    private static <T extends HasMetadata> InformerEventSource<T, ConnectCluster> labelled(
            Class<T> type, EventSourceContext<ConnectCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, ConnectCluster.class)
                        .withLabelSelector(Labels.ALL_CHILDREN)
                        .withSecondaryToPrimaryMapper(child -> Labels.clusterOf(child.getMetadata())
                                .map(Set::of)
                                .orElseGet(Set::of))
                        .build(),
                context);
    }
}

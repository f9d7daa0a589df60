package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.ops.Events;
import dev.kafkaconnect.operator.ops.WakeSource;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Announcer;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
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
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles ConnectClusters: one {@link ClusterPass} and one status patch at most. Has no finalizer: all it makes is
 * garbage-collected with its owner, and the internal topics outlive the cluster on purpose.
 */
@ControllerConfiguration(name = "connect-cluster")
public final class ConnectClusterReconciler implements Reconciler<ConnectCluster> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectClusterReconciler.class);

    /** Drift of topics and of everything else that sends no event is found after this long. */
    public static final Duration RESYNC = Duration.ofMinutes(1);

    private static final Duration RETRY_SOON = Duration.ofSeconds(3);
    /** A rollout waits for times to pass, which send no event. */
    private static final Duration RETRY_ROLLING = Duration.ofSeconds(1);

    private static final Duration RETRY_STALLED = Duration.ofSeconds(10);

    private final ClusterPass pass;
    private final ClusterSessions sessions;
    private final References references;
    private final Events events;
    private final Clock clock;
    private final WakeSource<ConnectCluster> wakes;

    public ConnectClusterReconciler(
            ClusterPass pass, ClusterSessions sessions, References references, Events events, Clock clock) {
        this.references = references;
        this.events = events;
        this.pass = pass;
        this.sessions = sessions;
        this.clock = clock;
        this.wakes = new WakeSource<>("observer", this::closed);
    }

    @Override
    public List<EventSource<?, ConnectCluster>> prepareEventSources(EventSourceContext<ConnectCluster> context) {
        sessions.addListener(new ClusterWaker(wakes));
        pass.onChangeOfSecrets(id -> wakes.wake(new ResourceID(id.name(), id.namespace())));
        references.addListener(changed -> {
            // What changes before the framework runs is read by the first passes anyway.
            if (wakes.isRunning()) {
                context.getPrimaryCache()
                        .list(
                                changed.namespace(),
                                cluster -> ClusterReferences.of(cluster).contains(changed))
                        .forEach(cluster -> wakes.wake(ResourceID.fromResource(cluster)));
            }
        });
        List<EventSource<?, ConnectCluster>> sources = new ArrayList<>();
        sources.add(wakes);
        for (Class<? extends HasMetadata> type : List.of(
                StatefulSet.class,
                ConfigMap.class,
                Secret.class,
                Service.class,
                ServiceAccount.class,
                PodDisruptionBudget.class,
                NetworkPolicy.class)) {
            sources.add(children(type, context));
        }
        // A claim that outlives its cluster has no owner, and a pod another one.
        sources.add(labelled(PersistentVolumeClaim.class, context));
        InformerEventSource<Pod, ConnectCluster> pods = labelled(Pod.class, context);
        pass.readPodsFrom(pods);
        sources.add(pods);
        return sources;
    }

    private static <T extends HasMetadata> InformerEventSource<T, ConnectCluster> labelled(
            Class<T> type, EventSourceContext<ConnectCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, ConnectCluster.class)
                        .withLabelSelector(Labels.ALL_CHILDREN)
                        .withSecondaryToPrimaryMapper(child -> Set.of(new ResourceID(
                                child.getMetadata().getLabels().get(Labels.CLUSTER),
                                child.getMetadata().getNamespace())))
                        .build(),
                context);
    }

    private static <T extends HasMetadata> InformerEventSource<T, ConnectCluster> children(
            Class<T> type, EventSourceContext<ConnectCluster> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, ConnectCluster.class)
                        .withLabelSelector(Labels.ALL_CHILDREN)
                        .build(),
                context);
    }

    @Override
    public UpdateControl<ConnectCluster> reconcile(ConnectCluster cluster, Context<ConnectCluster> context) {
        if (StatusWriter.isTerminating(cluster)) {
            return UpdateControl.noUpdate();
        }
        try {
            return look(cluster, context);
        } catch (KubernetesClientException refused) {
            if (NamespaceEnd.explains(refused)) {
                LOG.atInfo().log("Left alone, because its namespace is being deleted");
                return UpdateControl.noUpdate();
            }
            throw refused;
        } finally {
            closedIfGone(cluster, context);
        }
    }

    /** The news of its deletion may have come, and closed the session, before this pass opened it again. */
    private void closedIfGone(ConnectCluster cluster, Context<ConnectCluster> context) {
        if (context.getPrimaryCache().get(ResourceID.fromResource(cluster)).isEmpty()) {
            closed(cluster);
        }
    }

    private UpdateControl<ConnectCluster> look(ConnectCluster cluster, Context<ConnectCluster> context) {
        Findings findings = pass.run(cluster, context);
        if (cluster.getStatus() != null && findings.workersAboutToBeAsked()) {
            // Right after a restart of the operator the old status is truer than none.
            return UpdateControl.<ConnectCluster>noUpdate().rescheduleAfter(RETRY_SOON);
        }
        var status = ClusterStatusFactory.status(cluster, findings, clock.instant());
        List<Condition> before =
                cluster.getStatus() == null ? null : cluster.getStatus().getConditions();
        if (StatusWriter.write(cluster, new ConnectCluster(), status, context)) {
            Announcer.announce(events, cluster, before, status.getConditions());
        }
        return UpdateControl.<ConnectCluster>noUpdate().rescheduleAfter(nextLook(findings));
    }

    private static Duration nextLook(Findings findings) {
        return switch (findings.obstacle()) {
            case null -> findings.rolls() ? RETRY_ROLLING : RESYNC;
            case Verdict.Stalled stalled -> RETRY_STALLED;
            default -> RETRY_SOON;
        };
    }

    @Override
    public ErrorStatusUpdateControl<ConnectCluster> updateErrorStatus(
            ConnectCluster cluster, Context<ConnectCluster> context, Exception error) {
        LOG.atError().setCause(error).log("A pass over the cluster failed");
        Findings findings = pass.without(
                cluster,
                new Verdict.Unclear(
                        Reason.InternalError, "the operator failed while looking at this cluster; its log tells more"),
                context.getSecondaryResource(StatefulSet.class).orElse(null));
        StatusWriter.write(
                cluster,
                new ConnectCluster(),
                ClusterStatusFactory.status(cluster, findings, clock.instant()),
                context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private void closed(ConnectCluster cluster) {
        ClusterId id = ClusterPass.idOf(cluster);
        sessions.close(id);
        pass.forget(id);
    }
}

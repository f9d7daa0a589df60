package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterReferences;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.ChildRefusal;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.report.ClusterStatusFactory;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.requests.ApiFailure;
import dev.kafkaconnect.operator.requests.NamespaceEnd;
import dev.kafkaconnect.operator.requests.ReconciliationGuard;
import dev.kafkaconnect.operator.runtime.TriggerEventSource;
import dev.kafkaconnect.operator.status.ReadyTransitionEvents;
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
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles ConnectClusters: one {@link ClusterReconciliation} and one status patch at most. All it makes is garbage-collected with its
 * owner, and the internal topics outlive the cluster on purpose. The finalizer is for the Connectors that are deleted with it.
 */
@ControllerConfiguration(name = "connect-cluster", finalizerName = ConnectClusterReconciler.FINALIZER)
public final class ConnectClusterReconciler implements Reconciler<ConnectCluster>, Cleaner<ConnectCluster> {
    public static final String FINALIZER = "kafkaconnect.dev/cluster";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectClusterReconciler.class);

    /** Drift of topics and of everything else that sends no event is found after this long. */
    public static final Duration RESYNC = Duration.ofMinutes(1);

    private static final Duration RETRY_SOON = Duration.ofSeconds(3);
    /** A rollout waits for times to pass, which send no event. */
    private static final Duration RETRY_ROLLING = Duration.ofSeconds(1);

    private static final Duration RETRY_ENDING = Duration.ofMillis(500);

    private static final int OWED_LISTED = 50;

    private static final Duration RETRY_STALLED = Duration.ofSeconds(10);

    private final ClusterReconciliation pass;
    private final ClusterEnd end;
    private final OwedDeletions owed;
    private final ClusterSessions sessions;
    private final References references;
    private final Events events;
    private final Clock clock;
    private final TriggerEventSource<ConnectCluster> triggers;

    public ConnectClusterReconciler(
            ClusterReconciliation pass,
            ClusterEnd end,
            OwedDeletions owed,
            ClusterSessions sessions,
            References references,
            Events events,
            Clock clock) {
        this.end = end;
        this.owed = owed;
        this.references = references;
        this.events = events;
        this.pass = pass;
        this.sessions = sessions;
        this.clock = clock;
        this.triggers = new TriggerEventSource<>("observer", this::closed);
    }

    @Override
    public List<EventSource<?, ConnectCluster>> prepareEventSources(EventSourceContext<ConnectCluster> context) {
        sessions.addListener(new ClusterTrigger(triggers));
        pass.onChangeOfSecrets(id -> triggers.wake(new ResourceID(id.name(), id.namespace())));
        references.addListener(changed -> {
            // What changes before the framework runs is read by the first passes anyway.
            if (triggers.isRunning()) {
                context.getPrimaryCache()
                        .list(
                                changed.namespace(),
                                cluster -> ClusterReferences.of(cluster).contains(changed))
                        .forEach(cluster -> triggers.wake(ResourceID.fromResource(cluster)));
            }
        });
        List<EventSource<?, ConnectCluster>> sources = new ArrayList<>();
        sources.add(triggers);
        for (Class<? extends HasMetadata> type : List.of(
                StatefulSet.class,
                ConfigMap.class,
                Secret.class,
                Service.class,
                ServiceAccount.class,
                PodDisruptionBudget.class,
                PersistentVolumeClaim.class,
                NetworkPolicy.class)) {
            sources.add(labelled(type, context));
        }
        InformerEventSource<Pod, ConnectCluster> pods = labelled(Pod.class, context);
        pass.readPodsFrom(pods);
        sources.add(pods);
        return sources;
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

    @Override
    public UpdateControl<ConnectCluster> reconcile(ConnectCluster cluster, Context<ConnectCluster> context) {
        return ReconciliationGuard.guarded(
                "cluster " + ClusterReconciliation.idOf(cluster), () -> lookUnlessGone(cluster, context));
    }

    private UpdateControl<ConnectCluster> lookUnlessGone(ConnectCluster cluster, Context<ConnectCluster> context) {
        if (StatusWriter.isTerminating(cluster)) {
            return UpdateControl.noUpdate();
        }
        try {
            return look(cluster, context);
        } catch (KubernetesClientException refused) {
            if (NamespaceEnd.explains(refused)) {
                LOG.atInfo().log("Not reconciled, because its namespace is being deleted");
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
        List<String> unpaid = owed.names(ClusterReconciliation.idOf(cluster));
        status.setOwedDeletions(unpaid.stream().limit(OWED_LISTED).toList());
        List<Condition> before =
                cluster.getStatus() == null ? null : cluster.getStatus().getConditions();
        if (StatusWriter.write(cluster, new ConnectCluster(), status, context)) {
            ReadyTransitionEvents.announce(events, cluster, before, status.getConditions());
            announceUnmanaged(cluster, status.getUnmanagedConnectors());
        }
        Duration next = nextLook(findings);
        return UpdateControl.<ConnectCluster>noUpdate()
                .rescheduleAfter(unpaid.isEmpty() || next.compareTo(RETRY_SOON) < 0 ? next : RETRY_SOON);
    }

    /** Once, when they are first seen: perhaps they were to be gone. */
    private void announceUnmanaged(ConnectCluster cluster, @Nullable List<String> now) {
        List<String> before =
                cluster.getStatus() == null ? null : cluster.getStatus().getUnmanagedConnectors();
        if (now != null && !now.isEmpty() && (before == null || before.isEmpty())) {
            events.warning(
                    cluster,
                    "UnmanagedConnectors",
                    "the workers have connectors that no Connector describes: " + String.join(", ", now));
        }
    }

    /** Never fails: a finalizer must not hang on the operator's own trouble. */
    @Override
    public DeleteControl cleanup(ConnectCluster cluster, Context<ConnectCluster> context) {
        try {
            Optional<String> awaited = end.waitsFor(cluster);
            if (awaited.isPresent()) {
                pass.ends(cluster, context);
                return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY_ENDING);
            }
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("The deletion of a cluster failed");
            if (!end.isLate(cluster)) {
                return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY_SOON);
            }
        }
        Set<String> left = end.leftBehind(cluster);
        if (!left.isEmpty()) {
            events.warning(
                    cluster,
                    "ConnectorsLeft",
                    "the ConnectCluster is removed before its Connectors are deleted, and their connectors may run again on a cluster with the same topics: "
                            + String.join(", ", left));
        }
        return DeleteControl.defaultDelete();
    }

    private static Duration nextLook(Findings findings) {
        return switch (findings.obstacle()) {
            case null ->
                switch (findings.rollout()) {
                    case Verdict rollout when findings.rolls() -> RETRY_ROLLING;
                    case Verdict.Waiting starting -> RETRY_SOON;
                    case Verdict.Stalled halted -> RETRY_STALLED;
                    case null, default -> RESYNC;
                };
            case Verdict.Stalled stalled -> RETRY_STALLED;
            default -> RETRY_SOON;
        };
    }

    @Override
    public ErrorStatusUpdateControl<ConnectCluster> updateErrorStatus(
            ConnectCluster cluster, Context<ConnectCluster> context, Exception error) {
        if (ApiFailure.passes(error)) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        Findings findings = pass.without(
                cluster,
                ChildRefusal.told(error)
                        .orElseGet(() -> new Verdict.Unclear(
                                Reason.InternalError,
                                "the operator failed while reconciling this cluster; see the operator's log")),
                ChildApplier.workers(cluster, false, context),
                context);
        StatusWriter.write(
                cluster,
                new ConnectCluster(),
                ClusterStatusFactory.status(cluster, findings, clock.instant()),
                context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private void closed(ConnectCluster cluster) {
        ClusterId id = ClusterReconciliation.idOf(cluster);
        sessions.close(id);
        pass.forget(id);
    }
}

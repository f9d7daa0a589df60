package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterClaims;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.ChildRefusal;
import dev.kafkaconnect.operator.cluster.report.ClusterStatusFactory;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.requests.ApiFailure;
import dev.kafkaconnect.operator.requests.NamespaceEnd;
import dev.kafkaconnect.operator.requests.ReconciliationGuard;
import dev.kafkaconnect.operator.status.FirstReport;
import dev.kafkaconnect.operator.status.ReadyTransitionEvents;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reconciles ConnectClusters: one pass of a {@link ManagedCluster} and one status patch at most. All it makes is garbage-collected with its
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

    private static final Duration RETRY_STALLED = Duration.ofSeconds(10);

    private final ManagedClusters clusters;
    private final ClusterEventSources sources;
    private final ClusterEnd end;
    private final ClusterClaims claims;
    private final Events events;
    private final Clock clock;

    ConnectClusterReconciler(
            ManagedClusters clusters,
            ClusterEventSources sources,
            ClusterEnd end,
            ClusterClaims claims,
            Events events,
            Clock clock) {
        this.clusters = clusters;
        this.sources = sources;
        this.end = end;
        this.claims = claims;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, ConnectCluster>> prepareEventSources(EventSourceContext<ConnectCluster> context) {
        return sources.prepare(clusters, context);
    }

    @Override
    public UpdateControl<ConnectCluster> reconcile(ConnectCluster cluster, Context<ConnectCluster> context) {
        return ReconciliationGuard.guarded(
                "cluster " + ManagedClusters.idOf(cluster), () -> lookUnlessGone(cluster, context));
    }

    private UpdateControl<ConnectCluster> lookUnlessGone(ConnectCluster cluster, Context<ConnectCluster> context) {
        if (StatusWriter.isTerminating(cluster)) {
            return UpdateControl.noUpdate();
        }
        ManagedCluster managed = clusters.of(cluster);
        try {
            return look(managed, cluster, context);
        } catch (KubernetesClientException refused) {
            if (NamespaceEnd.explains(refused)) {
                LOG.atInfo().log("Not reconciled, because its namespace is being deleted");
                return UpdateControl.noUpdate();
            }
            throw refused;
        } finally {
            clusters.dropIfGone(managed, cluster, context);
        }
    }

    private UpdateControl<ConnectCluster> look(
            ManagedCluster managed, ConnectCluster cluster, Context<ConnectCluster> context) {
        claims.look(cluster, context.getClient());
        Findings findings = managed.reconcile(cluster, context);
        if (cluster.getStatus() != null
                && !FirstReport.isDue(cluster.getStatus().getObservedGeneration())
                && findings.workersAboutToBeAsked()) {
            // Right after a restart of the operator the old status is truer than none.
            return UpdateControl.<ConnectCluster>noUpdate().rescheduleAfter(RETRY_SOON);
        }
        write(cluster, findings, context);
        Duration next = nextLook(findings);
        boolean owes = !findings.connectors().owed().isEmpty();
        return UpdateControl.<ConnectCluster>noUpdate()
                .rescheduleAfter(owes && next.compareTo(RETRY_SOON) > 0 ? RETRY_SOON : next);
    }

    private void write(ConnectCluster cluster, Findings findings, Context<ConnectCluster> context) {
        var status = ClusterStatusFactory.status(cluster, findings, clock.instant());
        List<Condition> before =
                cluster.getStatus() == null ? null : cluster.getStatus().getConditions();
        if (StatusWriter.write(cluster, new ConnectCluster(), status, context)) {
            ReadyTransitionEvents.announce(events, cluster, before, status.getConditions());
            announceUnmanaged(cluster, status.getUnmanagedConnectors());
        }
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

    /** Never fails: a finalizer must not hang on the operator's own problem. */
    @Override
    public DeleteControl cleanup(ConnectCluster cluster, Context<ConnectCluster> context) {
        try {
            Optional<String> awaited = end.waitsFor(cluster);
            if (awaited.isPresent()) {
                clusters.of(cluster).end(cluster, context);
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
                switch (findings.workers().readiness()) {
                    case Verdict rollout when findings.rolls() -> RETRY_ROLLING;
                    case Verdict.Progressing starting -> RETRY_SOON;
                    case Verdict.Awaiting missing -> RETRY_SOON;
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
        Verdict verdict = ChildRefusal.told(error)
                .orElseGet(() -> new Verdict.Unknown(
                        Reason.InternalError,
                        "the operator failed while reconciling this cluster; see the operator's log"));
        ManagedCluster managed = clusters.of(cluster);
        try {
            Resolved.Unplanned failed =
                    new Resolved.Unplanned(cluster, ChildApplier.workers(cluster, false, context), verdict);
            Findings findings = managed.withoutPlan(failed, context);
            var status = ClusterStatusFactory.status(cluster, findings, clock.instant());
            StatusWriter.write(cluster, new ConnectCluster(), status, context);
        } finally {
            clusters.dropIfGone(managed, cluster, context);
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}

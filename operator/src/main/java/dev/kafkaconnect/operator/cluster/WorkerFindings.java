package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.connectors.LoggerLevels;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.connectors.UnmanagedConnectors;
import dev.kafkaconnect.operator.cluster.connectors.WorkerInventoryCache;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.cluster.workers.TerminationMessages;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ClusterRedactors;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The observing part of a pass: what is known of the workers and of their connectors, and the care for both that needs a
 * session. Called by {@link ClusterReconciliation} at its end; knows no child but the workers.
 */
final class WorkerFindings {
    /** Longer than the time from one pass to the next. */
    private static final Duration WHILE_ROLLING = Duration.ofSeconds(5);

    private final ManagedConnectors managed;
    private final OwedDeletions owed;
    private final WorkerSessions sessions;
    private final StartSetWriter keeper;
    private final UnplannedWorkers unplanned;
    private final UnmanagedConnectors strays;
    private final ClusterPods pods;
    private final PodObstacles podObstacles;
    private final ClusterRedactors redactors;
    private final Clock clock;
    private final WorkerInventoryCache installed = new WorkerInventoryCache();
    private final LoggerLevels loggers = new LoggerLevels();
    private final LateStarts lateStarts;

    WorkerFindings(
            ManagedConnectors managed,
            OwedDeletions owed,
            WorkerSessions sessions,
            StartSetWriter keeper,
            UnplannedWorkers unplanned,
            ClusterPods pods,
            PodObstacles podObstacles,
            ClusterRedactors redactors,
            Clock clock) {
        this.podObstacles = podObstacles;
        this.redactors = redactors;
        this.managed = managed;
        this.owed = owed;
        this.sessions = sessions;
        this.keeper = keeper;
        this.unplanned = unplanned;
        this.strays = new UnmanagedConnectors(managed, sessions, clock);
        this.pods = pods;
        this.clock = clock;
        this.lateStarts = new LateStarts(podObstacles, clock);
    }

    void forget(ClusterId id) {
        keeper.forget(id);
        strays.keep(id);
        installed.forget(id);
        loggers.forget(id);
        lateStarts.forget(id);
        redactors.forget(id);
    }

    Findings of(
            ConnectCluster cluster,
            ClusterId id,
            ClusterPlan plan,
            @Nullable Verdict obstacle,
            @Nullable TopicsReport report,
            @Nullable StatefulSet workers,
            @Nullable Verdict rolling,
            RestCertificates.State rest,
            boolean paused,
            Context<ConnectCluster> context) {
        if (workers == null) {
            return new Findings(
                    plan,
                    obstacle,
                    report,
                    WorkersReadiness.of(plan, null, List.of(), null, clock.instant()),
                    null,
                    null,
                    new ClusterView.NotYet(),
                    List.of(),
                    null,
                    paused,
                    null,
                    List.of());
        }
        ClusterSession session = obstacle == null ? sessions.open(id, plan, rest) : sessions.keep(id, plan, rest);
        if (rolling instanceof Verdict.Waiting) {
            session.observer().watchClosely(WHILE_ROLLING);
        }
        ClusterView view = session.observer().view();
        List<String> unmanaged = managed.unmanaged(id, view);
        if (plan.deleteUnmanaged() && !paused && obstacle == null) {
            strays.delete(id, session);
        } else {
            strays.keep(id);
        }
        if (!paused && view instanceof ClusterView.Seen) {
            owed.pay(id, session);
        }
        // Credentials of the workers for Kafka, and values of their connectors.
        UnaryOperator<String> redactor =
                text -> redactors.redact(id, session.access().get().hide(text));
        List<Pod> found = TerminationMessages.redacted(pods.of(plan), redactor);
        Verdict seen = WorkersReadiness.of(plan, workers, found, rolling, clock.instant());
        Verdict down = paused ? seen : podObstacles.whileDown(id, workers, found, seen, context.getClient());
        Verdict rollout = lateStarts.told(id, plan, found, down, redactor, context.getClient());
        StartSetConfigMap kept = keeper.keep(id, plan, session, view, rollout, context);
        return new Findings(
                plan,
                obstacle == null ? keeper.refusal(id).orElse(null) : obstacle,
                report,
                rollout,
                workers,
                installed.of(id, session, view, workers).orElse(null),
                view,
                unmanaged,
                kept,
                paused,
                levels(cluster, id, plan, view, session, paused),
                List.of());
    }

    private SortedMap<String, String> levels(
            ConnectCluster cluster,
            ClusterId id,
            ClusterPlan plan,
            ClusterView view,
            ClusterSession session,
            boolean paused) {
        Map<String, String> told =
                cluster.getStatus() == null || cluster.getStatus().getLoggers() == null
                        ? Map.of()
                        : cluster.getStatus().getLoggers();
        return paused || !(view instanceof ClusterView.Seen)
                ? new TreeMap<>(told)
                : loggers.tell(id, plan.options().logging(), told, pods.of(plan), session);
    }

    /** What is known without a plan. Workers that run are looked at and their connectors looked after all the same. */
    Findings without(
            ConnectCluster cluster, Verdict verdict, @Nullable StatefulSet workers, Context<ConnectCluster> context) {
        ClusterId id = ClusterReconciliation.idOf(cluster);
        if (workers != null) {
            unplanned.look(id, cluster, workers, context);
        }
        ClusterView view = sessions.view(id);
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused());
        return Findings.invalid(verdict, workers, view, managed.unmanaged(id, view), paused);
    }
}

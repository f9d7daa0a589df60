package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.kafka.TopicKeeper;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ClusterView;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a ConnectCluster: plan, refuse conflicts, topics first, apply, look at the workers. Called by the
 * reconciler, which turns the findings into a status.
 */
public final class ClusterPass {
    /** Longer than the time from one pass to the next. */
    private static final Duration WHILE_ROLLING = Duration.ofSeconds(5);

    private final ClusterPlanner planner;
    private final Conflicts conflicts;
    private final TopicsGate topics;
    private final ClusterSecrets secrets;
    private final WorkerSessions sessions;
    private final ManagedConnectors managed;
    private final Rollouts rollouts;
    private final Clock clock;
    private final ConnectorKeeper keeper;
    private final RestCertificates certificates;
    private final InstalledByRevision installed = new InstalledByRevision();
    private final LoggerLevels loggers = new LoggerLevels();
    private final ClusterPods pods = new ClusterPods();

    public ClusterPass(
            ClusterPlanner planner,
            TopicKeeper topics,
            References references,
            ClusterSessions sessions,
            ManagedConnectors managed,
            Clock clock) {
        this.planner = planner;
        this.conflicts = new Conflicts(planner);
        this.topics = new TopicsGate(topics, clock);
        this.secrets = new ClusterSecrets(references);
        this.sessions = new WorkerSessions(sessions, pods, clock);
        this.managed = managed;
        this.rollouts = new Rollouts(managed, clock);
        this.clock = clock;
        this.keeper = new ConnectorKeeper(managed);
        this.certificates = new RestCertificates(references, clock);
    }

    void readPodsFrom(IndexerResourceCache<Pod> cache) {
        pods.readFrom(cache);
    }

    void onChangeOfSecrets(Consumer<ClusterId> wake) {
        secrets.onChange(wake);
    }

    void forget(ClusterId id) {
        topics.forget(id);
        rollouts.forget(id);
        secrets.forget(id);
        keeper.forget(id);
        sessions.forget(id);
        installed.forget(id);
        loggers.forget(id);
    }

    Findings run(ConnectCluster cluster, Context<ConnectCluster> context) {
        ClusterId id = idOf(cluster);
        sessions.workersMayHaveChanged(id);
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused());
        StatefulSet workers = ChildApplier.workers(cluster, hasRun(cluster), context);
        ClusterPlan plan;
        try {
            plan = planner.plan(cluster);
            plan = planner.plan(cluster, secrets.of(id, plan));
        } catch (InvalidSpec invalid) {
            return without(cluster, new Verdict.Stalled(Reason.ConfigInvalid, invalid.text()), workers);
        }
        plan = plan.with(plan.rest().at(RestStage.next(plan.rest().goal(), plan.replicas(), workers, pods.of(plan))));
        String kafkaClusterId =
                cluster.getStatus() == null ? null : cluster.getStatus().getKafkaClusterId();
        Verdict conflict = conflict(cluster, plan, kafkaClusterId, context);
        if (conflict != null) {
            return findings(cluster, id, plan, conflict, null, workers, null, look(plan, context), paused, context);
        }
        Verdict credentials =
                CredentialCheck.problem(plan.security(), plan.secrets()).orElse(null);
        if (credentials != null) {
            return findings(cluster, id, plan, credentials, null, workers, null, look(plan, context), paused, context);
        }
        TopicsReport report = paused ? null : topics.check(id, plan, hasRun(cluster));
        Verdict obstacle = obstacle(cluster, plan, report, workers, context);
        RestCertificates.State rest = obstacle == null && !paused
                ? certificates.settle(plan, pods.of(plan), settled(workers, pods.of(plan)), context.getClient())
                : look(plan, context);
        plan = plan.with(rest.of(plan.rest()));
        if (obstacle == null) {
            obstacle = rest.obstacle();
        }
        Verdict rolling = null;
        if (obstacle == null) {
            Rollouts.Wanted wanted = wanted(id, plan, rest, workers, context);
            rolling = wanted.verdict();
            if (!paused && wanted.taken() != null) {
                sessions.open(id, plan, rest).changes().taking(plan.workerIdOf(wanted.taken()));
            }
            obstacle = apply(children(plan, wanted, context), wanted, workers, paused, context);
        }
        return findings(cluster, id, plan, obstacle, report, workers, rolling, rest, paused, context);
    }

    private static boolean settled(@Nullable StatefulSet workers, Collection<Pod> pods) {
        return workers == null || FoundWorkers.of(workers, pods).settled();
    }

    private RestCertificates.State look(ClusterPlan plan, Context<ConnectCluster> context) {
        return certificates.look(plan, pods.of(plan), context.getClient());
    }

    private Rollouts.Wanted wanted(
            ClusterId id,
            ClusterPlan plan,
            RestCertificates.State rest,
            @Nullable StatefulSet workers,
            Context<ConnectCluster> context) {
        if (workers == null || !(plan.mode() instanceof WorkerMode.Distributed mode)) {
            rollouts.forget(id);
            return Rollouts.Wanted.atOnce(plan);
        }
        ClusterSession session = sessions.open(id, plan, rest);
        Rollouts.Group group =
                new Rollouts.Group(session.observer().view(), session.changes().last(), session.lastUnrest());
        return rollouts.advance(
                id, plan, mode, workers, pods.of(plan), group, same -> ChildApplier.matches(workers, same, context));
    }

    /** What stands in the way of calling the workers as they should be: that they have just been changed, or may not be. */
    private static @Nullable Verdict apply(
            List<HasMetadata> children,
            Rollouts.Wanted wanted,
            @Nullable StatefulSet workers,
            boolean paused,
            Context<ConnectCluster> context) {
        List<HasMetadata> outdated = ChildApplier.outdated(children, context);
        if (outdated.isEmpty()) {
            return null;
        }
        if (paused) {
            return new Verdict.Waiting(
                    Reason.ReconciliationPaused,
                    "changes of %s wait until spec.paused is false".formatted(names(outdated)));
        }
        Verdict refused = ChildApplier.apply(outdated, workers, context).orElse(null);
        if (refused != null || outdated.stream().noneMatch(StatefulSet.class::isInstance)) {
            return refused;
        }
        if (workers == null) {
            return new Verdict.Waiting(Reason.WorkersStarting, "the workers are being created");
        }
        return wanted.verdict() == null
                ? new Verdict.Waiting(Reason.RollingUpdate, "the workers are being changed")
                : wanted.verdict();
    }

    private static List<HasMetadata> children(
            ClusterPlan plan, Rollouts.Wanted wanted, Context<ConnectCluster> context) {
        return Children.of(plan, wanted.workers()).stream()
                .map(child ->
                        OffsetsVolume.asItIs(child, context.getSecondaryResourcesAsStream(PersistentVolumeClaim.class)))
                .toList();
    }

    private static boolean hasRun(ConnectCluster cluster) {
        return cluster.getStatus() != null
                && cluster.getStatus().getTopics() != null
                && !cluster.getStatus().getTopics().isEmpty();
    }

    private @Nullable Verdict obstacle(
            ConnectCluster cluster,
            ClusterPlan plan,
            @Nullable TopicsReport report,
            @Nullable StatefulSet workers,
            Context<ConnectCluster> context) {
        return switch (report) {
            case null -> null;
            case TopicsReport.Verified verified -> conflict(cluster, plan, verified.kafkaClusterId(), context);
            case TopicsReport.Refused refused -> TopicsVerdict.of(refused);
            case TopicsReport.Unreachable silent -> TopicsVerdict.of(silent, workers != null);
        };
    }

    private @Nullable Verdict conflict(
            ConnectCluster cluster,
            ClusterPlan plan,
            @Nullable String kafkaClusterId,
            Context<ConnectCluster> context) {
        Stream<ConnectCluster> all = context.getPrimaryCache().list(candidate -> true);
        return conflicts.find(cluster, plan, kafkaClusterId, all).orElse(null);
    }

    private Findings findings(
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
                    Rollout.of(plan, null, List.of(), null, clock.instant()),
                    null,
                    null,
                    new ClusterView.NotYet(),
                    List.of(),
                    null,
                    paused,
                    null);
        }
        ClusterSession session = sessions.open(id, plan, rest);
        if (rolling instanceof Verdict.Waiting) {
            session.observer().watchClosely(WHILE_ROLLING);
        }
        ClusterView view = session.observer().view();
        List<String> unmanaged = managed.unmanaged(id, view);
        if (plan.deleteUnmanaged() && !paused && obstacle == null) {
            UnmanagedConnectors.delete(unmanaged, id, session);
        }
        Verdict rollout = Rollout.of(plan, workers, pods.of(plan), rolling, clock.instant());
        return new Findings(
                plan,
                obstacle,
                report,
                rollout,
                workers,
                installed.of(id, session, view, workers).orElse(null),
                view,
                unmanaged,
                keeper.keep(id, plan, session, view, rollout, context),
                paused,
                levels(cluster, id, plan, view, session, paused));
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

    /** What is known without a plan. */
    Findings without(ConnectCluster cluster, Verdict verdict, @Nullable StatefulSet workers) {
        ClusterId id = idOf(cluster);
        ClusterView view = sessions.view(id);
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused());
        return Findings.invalid(verdict, workers, view, managed.unmanaged(id, view), paused);
    }

    static ClusterId idOf(ConnectCluster cluster) {
        return new ClusterId(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }

    private static String names(List<HasMetadata> children) {
        return children.stream()
                .map(child -> child.getKind() + " " + child.getMetadata().getName())
                .collect(Collectors.joining(", "));
    }
}

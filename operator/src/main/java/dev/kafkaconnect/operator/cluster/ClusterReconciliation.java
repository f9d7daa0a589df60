package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.TopicsGate;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.FoundChildren;
import dev.kafkaconnect.operator.cluster.children.WorkerCount;
import dev.kafkaconnect.operator.cluster.connectors.AbsentValues;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.RunningImage;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.cluster.report.TopicsVerdict;
import dev.kafkaconnect.operator.cluster.resources.Children;
import dev.kafkaconnect.operator.cluster.rest.TlsMigration;
import dev.kafkaconnect.operator.cluster.rollout.RolloutCoordinator;
import dev.kafkaconnect.operator.cluster.rollout.UnaskedRollouts;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.cluster.validation.ConflictPatience;
import dev.kafkaconnect.operator.cluster.validation.Conflicts;
import dev.kafkaconnect.operator.cluster.validation.CredentialCheck;
import dev.kafkaconnect.operator.cluster.workers.ObservedStatefulSet;
import dev.kafkaconnect.operator.kafka.topics.InternalTopicService;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ClusterRedactors;
import dev.kafkaconnect.operator.values.RevisionKey;
import dev.kafkaconnect.operator.values.ValuesStore;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Clock;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a ConnectCluster: plan, refuse conflicts, topics first, apply, look at the workers. Called by the
 * reconciler, which turns the findings into a status.
 */
public final class ClusterReconciliation {
    private final ClusterPlanner planner;
    private final Conflicts conflicts;
    private final ConflictPatience patience;
    private final TopicsGate topics;
    private final ClusterSecrets secrets;
    private final WorkerSessions sessions;
    private final OwedDeletions owed;
    private final AbsentValues values;
    private final RestCertificates certificates;
    private final EndingWorkers ending;
    private final WorkerChanges changes;
    private final LostWorkers lost;
    private final WorkerFindings findings;
    private final ClusterPods pods = new ClusterPods();
    private final ChildApplier applier;
    private final WorkerCount counts;
    private final PodObstacles podObstacles;

    /**
     * @param store holds what revisions of the credentials of a cluster are made with, and the values of its connectors, to redact them
     * @param rollingAtOnce how many clusters are rolled at a time by changes that they did not ask for
     */
    public ClusterReconciliation(
            ClusterPlanner planner,
            InternalTopicService topics,
            References references,
            ValuesStore store,
            ClusterSessions sessions,
            ManagedConnectors managed,
            OwedDeletions owed,
            int rollingAtOnce,
            Clock clock) {
        this.planner = planner;
        this.conflicts = new Conflicts(planner);
        this.patience = new ConflictPatience(clock);
        this.topics = new TopicsGate(topics, clock);
        this.secrets = new ClusterSecrets(references, id -> store.key(id).map(RevisionKey::new));
        this.sessions = new WorkerSessions(sessions, pods, clock);
        this.owed = owed;
        this.values = new AbsentValues(clock);
        this.applier = new ChildApplier(clock);
        this.counts = new WorkerCount(clock);
        this.certificates = new RestCertificates(references, clock);
        this.podObstacles = new PodObstacles(references, clock);
        this.lost = new LostWorkers(clock);
        this.changes = new WorkerChanges(
                new RolloutCoordinator(managed, new UnaskedRollouts(rollingAtOnce), clock),
                applier,
                this.sessions,
                pods,
                new PodGate(podObstacles),
                clock);
        StartSetWriter keeper = new StartSetWriter(managed, applier);
        UnplannedWorkers unplanned =
                new UnplannedWorkers(planner, secrets, certificates, this.sessions, pods, keeper, clock);
        this.ending = new EndingWorkers(planner, secrets, certificates, this.topics, this.sessions, pods, unplanned);
        this.findings = new WorkerFindings(
                managed,
                owed,
                this.sessions,
                keeper,
                unplanned,
                pods,
                podObstacles,
                new ClusterRedactors(store),
                clock);
    }

    void readPodsFrom(IndexerResourceCache<Pod> cache) {
        pods.readFrom(cache);
    }

    void onChangeOfSecrets(Consumer<ClusterId> wake) {
        secrets.onChange(wake);
        podObstacles.onChange(wake);
    }

    void forget(ClusterId id) {
        topics.forget(id);
        patience.forget(id);
        changes.forget(id);
        secrets.forget(id);
        findings.forget(id);
        applier.forget(id);
        counts.forget(id);
        podObstacles.forget(id);
        sessions.forget(id);
        owed.forget(id);
        values.forget(id);
    }

    Findings run(ConnectCluster cluster, Context<ConnectCluster> context) {
        Findings findings = pass(cluster, context);
        return findings.telling(applier.asides(idOf(cluster)));
    }

    private Findings pass(ConnectCluster cluster, Context<ConnectCluster> context) {
        ClusterId id = idOf(cluster);
        sessions.workersMayHaveChanged(id);
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused());
        VerifiedBefore before = VerifiedBefore.of(cluster);
        StatefulSet workers = ChildApplier.workers(cluster, before.verified(), context);
        ClusterPlan plan;
        try {
            plan = planner.plan(cluster);
            plan = planner.plan(cluster, secrets.of(id, plan));
        } catch (InvalidSpec invalid) {
            return findings.without(
                    cluster, new Verdict.Stalled(Reason.ConfigInvalid, invalid.text()), workers, context);
        }
        plan = counts.given(
                id, plan, workers, context.getControllerConfiguration().fieldManager(), context.getClient());
        plan = plan.withClientId(WorkerIdentity.kept(plan, workers))
                .withImage(RunningImage.beside(cluster, plan, workers));
        plan = plan.withRest(
                plan.rest().withStage(TlsMigration.next(plan.rest().goal(), plan.replicas(), workers, pods.of(plan))));
        Verdict refused = refused(cluster, id, plan, paused, context);
        if (refused != null) {
            return findings.of(cluster, id, plan, refused, null, workers, null, look(plan, context), paused, context);
        }
        TopicsReport report =
                paused ? null : topics.check(id, plan, before, WorkerIdentity.members(plan, workers, pods.of(plan)));
        Verdict obstacle = obstacle(cluster, plan, report, workers, context);
        RestCertificates.State rest = obstacle == null && !paused
                ? certificates.settle(plan, pods.of(plan), settled(workers, pods.of(plan)), context.getClient())
                : look(plan, context);
        plan = plan.withRest(rest.applyTo(plan.rest()));
        if (obstacle == null) {
            obstacle = rest.obstacle();
        }
        if (obstacle == null && !paused && pods.living(plan).isEmpty()) {
            obstacle = beforeStart(id, plan, rest, workers, context);
        }
        Verdict rolling = null;
        if (obstacle == null) {
            RolloutCoordinator.Wanted wanted = changes.wanted(id, plan, rest, workers, context);
            rolling = wanted.verdict();
            if (!paused && wanted.taken() != null) {
                sessions.open(id, plan, rest).changes().taking(plan.workerIdOf(wanted.taken()));
            }
            obstacle = changes.apply(id, plan, wanted, workers, paused, context);
            if (!paused) {
                ClusterPlan settled = plan;
                lost.release(plan, pods.of(plan), () -> sessions.open(id, settled, rest), context.getClient());
            }
        }
        return findings.of(cluster, id, plan, obstacle, report, workers, rolling, rest, paused, context);
    }

    /** The workers of a cluster that is being deleted are to be asked for as long as they are there. */
    void ends(ConnectCluster cluster, Context<ConnectCluster> context) {
        ClusterId id = idOf(cluster);
        sessions.workersMayHaveChanged(id);
        if (sessions.isOpen(id)) {
            return;
        }
        StatefulSet workers =
                ChildApplier.workers(cluster, VerifiedBefore.of(cluster).verified(), context);
        ending.look(
                id,
                cluster,
                workers,
                (plan, report) -> obstacle(cluster, plan, report, workers, context) == null,
                context);
    }

    /** What has to be done before workers begin with the config topic, if it is not done yet. */
    private @Nullable Verdict beforeStart(
            ClusterId id,
            ClusterPlan plan,
            RestCertificates.State rest,
            @Nullable StatefulSet workers,
            Context<ConnectCluster> context) {
        Verdict unpaid = owed.beforeStart(id, plan, settled -> sessions.open(id, settled, rest))
                .orElse(null);
        boolean first =
                workers == null || Integer.valueOf(0).equals(workers.getSpec().getReplicas());
        return unpaid != null || !first || plan.replicas() == 0
                ? unpaid
                : values.beforeStart(
                                id, plan, FoundChildren.valueFiles(plan, context), () -> sessions.open(id, plan, rest))
                        .orElse(null);
    }

    /** What stands in the way before anything is asked of Kafka. */
    private @Nullable Verdict refused(
            ConnectCluster cluster, ClusterId id, ClusterPlan plan, boolean paused, Context<ConnectCluster> context) {
        Verdict conflict = conflict(cluster, plan, VerifiedBefore.of(cluster).kafkaClusterId(), context);
        if (conflict != null) {
            return conflict;
        }
        Verdict credentials =
                CredentialCheck.problem(plan.security(), plan.secrets()).orElse(null);
        if (credentials != null || paused) {
            return credentials;
        }
        return applier.obstacle(id, plan, Children.all(plan), context).orElse(null);
    }

    private static boolean settled(@Nullable StatefulSet workers, Collection<Pod> pods) {
        return workers == null || ObservedStatefulSet.of(workers, pods).settled();
    }

    private RestCertificates.State look(ClusterPlan plan, Context<ConnectCluster> context) {
        return certificates.look(plan, pods.of(plan), context.getClient());
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
            case TopicsReport.NotLookedAt without ->
                conflict(cluster, plan, VerifiedBefore.of(cluster).kafkaClusterId(), context);
            case TopicsReport.Refused refused
            when TopicsVerdict.isTolerated(refused, VerifiedBefore.of(cluster)) ->
                conflict(cluster, plan, refused.kafkaClusterId(), context);
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
        return patience.bounded(idOf(cluster), conflicts.find(cluster, plan, kafkaClusterId, all))
                .orElse(null);
    }

    Findings without(
            ConnectCluster cluster, Verdict verdict, @Nullable StatefulSet workers, Context<ConnectCluster> context) {
        return findings.without(cluster, verdict, workers, context);
    }

    public static ClusterId idOf(ConnectCluster cluster) {
        return new ClusterId(
                cluster.getMetadata().getNamespace(), cluster.getMetadata().getName());
    }
}

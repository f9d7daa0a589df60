package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.AllClusters;
import dev.kafkaconnect.operator.cluster.access.ClusterClaims;
import dev.kafkaconnect.operator.cluster.access.ClusterPods;
import dev.kafkaconnect.operator.cluster.access.ClusterSecrets;
import dev.kafkaconnect.operator.cluster.access.RestCertificates;
import dev.kafkaconnect.operator.cluster.access.TopicsGate;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.LostWorkers;
import dev.kafkaconnect.operator.cluster.children.WorkerCount;
import dev.kafkaconnect.operator.cluster.connectors.AbsentValues;
import dev.kafkaconnect.operator.cluster.connectors.LoggerLevels;
import dev.kafkaconnect.operator.cluster.connectors.OwedDeletions;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.connectors.UnmanagedConnectors;
import dev.kafkaconnect.operator.cluster.connectors.WorkerInventoryCache;
import dev.kafkaconnect.operator.cluster.diagnosis.PluginTrial;
import dev.kafkaconnect.operator.cluster.diagnosis.PodGate;
import dev.kafkaconnect.operator.cluster.diagnosis.WorkerDiagnosis;
import dev.kafkaconnect.operator.cluster.rollout.RolloutCoordinator;
import dev.kafkaconnect.operator.cluster.rollout.UnaskedRollouts;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.validation.ClusterPlanner;
import dev.kafkaconnect.operator.cluster.validation.ConflictPatience;
import dev.kafkaconnect.operator.cluster.validation.Conflicts;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.kafka.topics.InternalTopicService;
import dev.kafkaconnect.operator.ledger.Ledger;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.pods.PodObstacles;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.selection.WatchSelector;
import dev.kafkaconnect.operator.values.ClusterRedactors;
import dev.kafkaconnect.operator.values.RevisionKey;
import dev.kafkaconnect.operator.values.ValuesStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes what looks after ConnectClusters: once what all of them share, and for each of them what it has alone. Called by the wiring
 * of the operator; decides nothing.
 */
public final class ClusterModule {
    private final ClusterPlanner planner;
    private final Conflicts conflicts;
    private final Stored stored;
    private final Observed observed;
    private final UnaskedRollouts unasked;
    private final AllClusters all;
    private final @Nullable String lease;
    private final ClusterPods pods = new ClusterPods();
    private final Clock clock;

    /**
     * What is kept in Kubernetes.
     *
     * @param values holds what revisions of the credentials of a cluster are made with, and the values of its connectors, to redact
     *     them
     * @param syncTrigger makes the workers of a cluster look at a version of a Secret that they mount
     */
    public record Stored(
            References references, ValuesStore values, Ledger ledger, BiConsumer<ClusterId, String> syncTrigger) {}

    /** What is seen of workers, of Kafka, and of the Connectors. */
    public record Observed(ClusterSessions sessions, InternalTopicService topics, ManagedConnectors connectors) {}

    /**
     * What this operator does beside others.
     *
     * @param selector of the clusters that it looks after
     * @param rollingAtOnce how many of them are rolled at a time by changes that they did not ask for
     * @param lease its namespace and name; null for none
     */
    public record Share(
            WatchSelector selector,
            int rollingAtOnce,
            @Nullable String lease) {}

    public ClusterModule(ClusterPlanner planner, Stored stored, Observed observed, Share share, Clock clock) {
        this.planner = planner;
        this.conflicts = new Conflicts(planner);
        this.stored = stored;
        this.observed = observed;
        this.unasked = new UnaskedRollouts(share.rollingAtOnce());
        this.all = new AllClusters(share.selector());
        this.lease = share.lease();
        this.clock = clock;
    }

    /** @param deletionDeadline how long the deletion of a ConnectCluster may wait for that of its Connectors */
    public ConnectClusterReconciler reconciler(Events events, Duration deletionDeadline) {
        ClusterClaims claims = new ClusterClaims(lease, events);
        ClusterEventSources sources =
                new ClusterEventSources(observed.sessions(), stored.references(), pods, all, claims);
        return new ConnectClusterReconciler(
                new ManagedClusters(this::cluster),
                sources,
                new ClusterEnd(observed.connectors(), deletionDeadline, clock),
                claims,
                events,
                clock);
    }

    /** What is wrong with the spec of a ConnectCluster, by itself; empty if nothing is. */
    public Optional<String> problem(ConnectCluster cluster) {
        try {
            planner.plan(cluster);
            return Optional.empty();
        } catch (InvalidSpec invalid) {
            return Optional.of(invalid.text());
        }
    }

    private ManagedCluster cluster(ClusterId id, String uid) {
        References references = stored.references();
        ChildApplier applier = new ChildApplier(clock);
        WorkerSessions sessions = new WorkerSessions(id, observed.sessions(), pods, clock);
        PodObstacles obstacles = new PodObstacles(id.namespace(), references, clock);
        ManagedCluster.Memory memory = new ManagedCluster.Memory(
                new ClusterSecrets(references, () -> stored.values().key(id).map(RevisionKey::new)),
                new RestCertificates(references, stored.syncTrigger(), clock),
                obstacles,
                applier,
                new RolloutCoordinator(id, observed.connectors(), unasked, clock),
                sessions);
        StartSetWriter startSet = new StartSetWriter(id, observed.connectors(), applier);
        WorkerDiagnosis diagnosis = new WorkerDiagnosis(pods, obstacles, clock);
        ClusterResolver resolver = new ClusterResolver(planner, memory.secrets(), new WorkerCount(clock), pods);
        ClusterStages stages = stages(id, memory, startSet, diagnosis);
        UnplannedWorkers unplanned =
                new UnplannedWorkers(planner, resolver, stages.prerequisites(), sessions, startSet, diagnosis);
        EndingWorkers ending =
                new EndingWorkers(resolver, stages.validation(), stages.prerequisites(), sessions, unplanned);
        return new ManagedCluster(uid, resolver, stages, unplanned, ending, memory);
    }

    private ClusterStages stages(
            ClusterId id, ManagedCluster.Memory memory, StartSetWriter startSet, WorkerDiagnosis diagnosis) {
        WorkerSessions sessions = memory.sessions();
        PodGate gate = new PodGate(memory.obstacles(), new PluginTrial(pods, clock));
        OwedDeletions owed = new OwedDeletions(id, stored.ledger(), observed.connectors(), clock);
        UnmanagedConnectors unmanaged = new UnmanagedConnectors(id, observed.connectors(), sessions, clock);
        ClusterValidation validation =
                new ClusterValidation(conflicts, all, new ConflictPatience(clock), memory.applier());
        return new ClusterStages(
                validation,
                new Prerequisites(
                        validation,
                        new TopicsGate(observed.topics(), clock),
                        memory.certificates(),
                        new Prerequisites.RecordedChanges(owed, new AbsentValues(id, clock)),
                        sessions,
                        pods),
                new WorkerDecisions(memory.rollouts(), memory.applier(), sessions, pods, gate, clock),
                new WorkerChanges(memory.applier(), sessions, pods, gate, new LostWorkers(clock)),
                new WorkerFindings(
                        id,
                        observed.connectors(),
                        sessions,
                        diagnosis,
                        new WorkerCare(owed, unmanaged, new LoggerLevels(), pods),
                        new WorkerFindings.Reports(
                                startSet,
                                new WorkerInventoryCache(),
                                new ClusterRedactors(id, stored.values()),
                                memory.applier())));
    }
}

package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterStatus;
import dev.kafkaconnect.api.connectclusterstatus.Connectors;
import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.api.connectclusterstatus.Tasks;
import dev.kafkaconnect.api.connectclusterstatus.Topics;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.kafka.topics.ExistingTopic;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Conditions;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the status of a ConnectCluster from the findings of one pass. Pure. */
public final class ClusterStatusFactory {

    /** More names than these would make the object large; connectors.total tells the rest. */
    static final int UNMANAGED_LISTED = 50;

    private static final Set<String> CONNECTORS = Set.of("source", "sink");

    /** Kafka alone comes with some seventy, of which few are connectors. */
    static final int PLUGINS_LISTED = 150;

    /** Where not all fit, connectors are what users look for. */
    private static final Comparator<InstalledPlugin> ORDER = Comparator.comparing(
                    (InstalledPlugin plugin) -> !CONNECTORS.contains(String.valueOf(plugin.type())))
            .thenComparing(InstalledPlugin::className)
            .thenComparing(plugin -> String.valueOf(plugin.type()))
            .thenComparing(plugin -> String.valueOf(plugin.version()));

    private static final int OWED_LISTED = 50;

    private ClusterStatusFactory() {}

    public static ConnectClusterStatus status(ConnectCluster cluster, Findings findings, Instant now) {
        ConnectClusterStatus before = cluster.getStatus() == null ? new ConnectClusterStatus() : cluster.getStatus();
        ConnectClusterStatus status = new ConnectClusterStatus();
        Long generation = cluster.getMetadata().getGeneration();
        status.setObservedGeneration(generation);
        status.setConditions(
                Conditions.of(verdict(findings), facts(findings, before), before.getConditions(), generation, now));
        status.setMode(cluster.getSpec().getMode());
        status.setKafkaClusterId(kafkaClusterId(findings, before));
        status.setTopics(topics(cluster, findings, before));
        ClusterPlan plan = findings.plan();
        if (plan != null) {
            status.setGroupId(plan.mode() instanceof WorkerMode.Distributed ? plan.groupId() : null);
            status.setImage(plan.image());
            status.setRestUrl(plan.restUrl());
            status.setSelector(Labels.selectorText(plan));
            workers(status, plan.replicas(), findings);
        } else {
            keep(status, before, findings);
        }
        WorkerInventory installed = findings.workers().inventory();
        status.setVersion(
                installed == null ? before.getVersion() : installed.worker().version());
        status.setPlugins(installed == null ? before.getPlugins() : plugins(installed.plugins()));
        status.setLoggers(
                findings.workers().loggers() == null
                        ? before.getLoggers()
                        : levels(findings.workers().loggers()));
        if (findings.connectors().view() instanceof ClusterView.Seen seen) {
            connectors(status, seen.connectors().values());
            status.setUnmanagedConnectors(findings.connectors().unmanaged().stream()
                    .limit(UNMANAGED_LISTED)
                    .toList());
        }
        status.setOwedDeletions(
                findings.connectors().owed().stream().limit(OWED_LISTED).toList());
        return status;
    }

    private static Verdict verdict(Findings findings) {
        if (findings.obstacle() != null) {
            return findings.obstacle();
        }
        Verdict rollout = Objects.requireNonNull(findings.workers().readiness());
        if (!(rollout instanceof Verdict.Ready) || rollout.reason() == Reason.ScaledToZero) {
            return rollout;
        }
        return switch (findings.connectors().view()) {
            case ClusterView.Seen seen -> rollout;
            case ClusterView.Unreachable silent ->
                new Verdict.Unknown(
                        Reason.RestUnreachable,
                        "the workers are up, but their REST API does not answer: " + silent.message());
            case ClusterView.NoWorkers none ->
                new Verdict.Progressing(Reason.WorkersStarting, "waiting for the first poll of the workers");
            case ClusterView.NotYet notYet ->
                new Verdict.Progressing(Reason.WorkersStarting, "waiting for the first poll of the workers");
        };
    }

    private static List<ConditionDraft> facts(Findings findings, ConnectClusterStatus before) {
        List<ConditionDraft> facts = new ArrayList<>();
        if (findings.plan() == null || findings.plan().mode() instanceof WorkerMode.Distributed) {
            facts.add(
                    findings.topics() == null
                            ? lastTopicsFact(before).orElseGet(() -> topicsFact(null))
                            : topicsFact(findings.topics()));
        }
        facts.add(workersFact(findings));
        if (findings.plan() != null && findings.plan().mode() instanceof WorkerMode.Standalone) {
            facts.add(ConnectorsKeptCondition.of(
                    findings.plan(), findings.connectors().kept()));
        }
        facts.addAll(findings.remarks().conditions());
        if (findings.remarks().paused()) {
            facts.add(ConditionDraft.yes(
                    "ReconciliationPaused", Reason.ReconciliationPaused, "spec.paused is true: nothing is changed"));
        }
        return facts;
    }

    private static ConditionDraft workersFact(Findings findings) {
        Verdict rollout = findings.workers().readiness();
        Verdict obstacle = findings.obstacle();
        if (rollout == null) {
            return ConditionDraft.unknown("WorkersReady", Reason.NotChecked, "not checked yet");
        }
        if (rollout instanceof Verdict.Ready ready) {
            return ConditionDraft.yes("WorkersReady", ready.reason(), ready.message());
        }
        if (findings.workers().set() == null && obstacle != null && obstacle.reason() != Reason.WorkersStarting) {
            boolean topicsFirst = findings.topics() instanceof TopicsReport.Refused
                    || findings.topics() instanceof TopicsReport.Unreachable;
            return ConditionDraft.no(
                    "WorkersReady",
                    Reason.NotChecked,
                    topicsFirst
                            ? "no worker is made before the internal topics are verified"
                            : "no worker is made: " + obstacle.message());
        }
        return ConditionDraft.no("WorkersReady", rollout.reason(), rollout.message());
    }

    /** The topics of a paused cluster, or of one with an invalid spec, are not checked: the last result holds. */
    private static Optional<ConditionDraft> lastTopicsFact(ConnectClusterStatus before) {
        return before.getConditions() == null
                ? Optional.empty()
                : before.getConditions().stream()
                        .filter(condition -> "TopicsReady".equals(condition.getType()))
                        .flatMap(condition -> ConditionDraft.of(condition).stream())
                        .findFirst();
    }

    private static ConditionDraft topicsFact(@Nullable TopicsReport report) {
        return switch (report) {
            case null -> ConditionDraft.unknown("TopicsReady", Reason.NotChecked, "not checked yet");
            case TopicsReport.Verified verified ->
                ConditionDraft.yes("TopicsReady", Reason.TopicsVerified, TopicsVerdict.words(verified));
            case TopicsReport.Refused refused -> {
                Verdict verdict = TopicsVerdict.of(refused);
                yield ConditionDraft.no("TopicsReady", verdict.reason(), verdict.message());
            }
            case TopicsReport.NotLookedAt without ->
                ConditionDraft.unknown(
                        "TopicsReady",
                        Reason.NotVerified,
                        "the operator checks neither the internal topics nor the group of the workers: "
                                + without.message());
            case TopicsReport.Unreachable silent ->
                ConditionDraft.unknown("TopicsReady", Reason.KafkaUnreachable, silent.message());
        };
    }

    /** Workers tell it when the operator may not ask Kafka itself. */
    private static @Nullable String kafkaClusterId(Findings findings, ConnectClusterStatus before) {
        WorkerInventory installed = findings.workers().inventory();
        return switch (findings.topics()) {
            case TopicsReport.Verified verified -> verified.kafkaClusterId();
            case TopicsReport.NotLookedAt without
            when installed != null -> installed.worker().kafkaClusterId();
            case null, default -> before.getKafkaClusterId();
        };
    }

    private static @Nullable Map<String, String> levels(Map<String, String> told) {
        return told.isEmpty() ? null : told;
    }

    private static List<Plugins> plugins(List<InstalledPlugin> installed) {
        return installed.stream()
                .sorted(ORDER)
                .limit(PLUGINS_LISTED)
                .map(ClusterStatusFactory::plugin)
                .toList();
    }

    private static Plugins plugin(InstalledPlugin installed) {
        Plugins plugin = new Plugins();
        plugin.set_class(installed.className());
        plugin.setType(installed.type());
        plugin.setVersion(installed.version());
        return plugin;
    }

    private static @Nullable List<Topics> topics(
            ConnectCluster cluster, Findings findings, ConnectClusterStatus before) {
        return switch (findings.topics()) {
            case TopicsReport.Verified verified -> topics(verified.topics());
            case TopicsReport.Refused refused
            when TopicsVerdict.isTolerated(refused, VerifiedBefore.of(cluster))
                    && !refused.topics().isEmpty() -> topics(refused.topics());
            case null, default -> before.getTopics();
        };
    }

    private static List<Topics> topics(List<ExistingTopic> found) {
        return found.stream().map(ClusterStatusFactory::topic).toList();
    }

    private static Topics topic(ExistingTopic found) {
        Topics topic = new Topics();
        topic.setName(found.name());
        topic.setPartitions(found.partitions());
        topic.setReplicationFactor(found.replicationFactor());
        topic.setCleanupPolicy(found.cleanupPolicy());
        topic.setMinInsyncReplicas(found.minInsyncReplicas());
        return topic;
    }

    /** A spec that makes no sense changes nothing about the workers that run, nor about what an autoscaler needs. */
    private static void keep(ConnectClusterStatus status, ConnectClusterStatus before, Findings findings) {
        status.setGroupId(before.getGroupId());
        status.setImage(before.getImage());
        status.setRestUrl(before.getRestUrl());
        status.setSelector(before.getSelector());
        if (findings.workers().set() != null) {
            workers(
                    status,
                    WorkersReadiness.count(findings.workers().set().getSpec().getReplicas()),
                    findings);
        }
    }

    private static void workers(ConnectClusterStatus status, int wanted, Findings findings) {
        StatefulSetStatus workers = findings.workers().set() == null
                ? null
                : findings.workers().set().getStatus();
        int ready = workers == null ? 0 : WorkersReadiness.count(workers.getReadyReplicas());
        status.setReplicas(workers == null ? 0 : WorkersReadiness.count(workers.getReplicas()));
        status.setReadyReplicas(ready);
        status.setUpdatedReplicas(workers == null ? 0 : WorkersReadiness.count(workers.getUpdatedReplicas()));
        status.setReplicasReady(ready + "/" + wanted);
    }

    private static void connectors(ConnectClusterStatus status, Collection<ObservedConnector> seen) {
        Connectors connectors = new Connectors();
        connectors.setTotal(seen.size());
        connectors.setRunning(count(seen, ObservedConnector::fullyRunning));
        connectors.setPaused(count(seen, connector -> connector.state() == RunState.Paused));
        connectors.setStopped(count(seen, connector -> connector.state() == RunState.Stopped));
        connectors.setFailed(count(seen, ObservedConnector::failed));
        status.setConnectors(connectors);
        Tasks tasks = new Tasks();
        tasks.setTotal(
                seen.stream().mapToInt(connector -> connector.tasks().size()).sum());
        tasks.setRunning(tasksIn(seen, RunState.Running));
        tasks.setFailed(tasksIn(seen, RunState.Failed));
        tasks.setUnassigned(tasksIn(seen, RunState.Unassigned));
        status.setTasks(tasks);
    }

    private static int count(Collection<ObservedConnector> seen, Predicate<ObservedConnector> wanted) {
        return (int) seen.stream().filter(wanted).count();
    }

    private static int tasksIn(Collection<ObservedConnector> seen, RunState state) {
        return (int)
                seen.stream().mapToLong(connector -> connector.tasksIn(state)).sum();
    }
}

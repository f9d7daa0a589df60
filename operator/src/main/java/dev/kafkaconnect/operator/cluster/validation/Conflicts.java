package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds ConnectClusters that would corrupt each other: workers that share a group or an internal topic on one Kafka mix up
 * their connectors, and say nothing. The one that is at work keeps what it has, and of two that are not the older one comes first;
 * the other is held back. Standalone workers have neither, so they are left out. Pure.
 */
public final class Conflicts {
    /** One that has never worked, because it has no Kafka or is paused, does not take from one that does. */
    private static final Comparator<ConnectCluster> PRECEDENCE = Comparator.comparing(
                    (ConnectCluster cluster) -> !isAtWork(cluster))
            .thenComparing(cluster -> cluster.getMetadata().getCreationTimestamp())
            .thenComparing(cluster -> cluster.getMetadata().getUid());

    private final ClusterPlanner planner;

    public Conflicts(ClusterPlanner planner) {
        this.planner = planner;
    }

    /**
     * @param kafkaClusterId of the cluster's own Kafka, null while unknown
     * @param all every ConnectCluster there is, the cluster itself included
     * @return Stalled when the conflict is certain, Progressing when it is merely possible
     */
    public Optional<Verdict> find(
            ConnectCluster cluster, ClusterPlan plan, @Nullable String kafkaClusterId, Stream<ConnectCluster> all) {
        if (plan.mode() instanceof WorkerMode.Standalone) {
            return Optional.empty();
        }
        return all.filter(other -> !sameObject(other, cluster) && PRECEDENCE.compare(other, cluster) < 0)
                .sorted(PRECEDENCE)
                .map(older -> conflict(plan, kafkaClusterId, older))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isAtWork(ConnectCluster cluster) {
        return VerifiedBefore.of(cluster).verified()
                || (cluster.getStatus() != null
                        && Objects.requireNonNullElse(cluster.getStatus().getReplicas(), 0) > 0);
    }

    private static boolean isPaused(ConnectCluster cluster) {
        return Boolean.TRUE.equals(cluster.getSpec().getPaused());
    }

    /** What keeps it from working, in a word: the rest is for its owners. */
    private static String problem(ConnectCluster cluster) {
        return cluster.getStatus() == null || cluster.getStatus().getConditions() == null
                ? ""
                : cluster.getStatus().getConditions().stream()
                        .filter(condition ->
                                "Ready".equals(condition.getType()) && !"True".equals(condition.getStatus()))
                        .map(condition -> " (%s)".formatted(condition.getReason()))
                        .findFirst()
                        .orElse("");
    }

    private static boolean sameObject(ConnectCluster one, ConnectCluster other) {
        return Objects.equals(one.getMetadata().getUid(), other.getMetadata().getUid());
    }

    private Optional<Verdict> conflict(ClusterPlan plan, @Nullable String kafkaClusterId, ConnectCluster older) {
        ClusterPlan olderPlan;
        try {
            olderPlan = planner.plan(older);
        } catch (InvalidSpec invalid) {
            return Optional.empty();
        }
        if (olderPlan.mode() instanceof WorkerMode.Standalone || (isPaused(older) && !isAtWork(older))) {
            return Optional.empty();
        }
        boolean sameGroup = olderPlan.groupId().equals(plan.groupId());
        List<String> sharedTopics = new ArrayList<>(topicNames(plan));
        sharedTopics.retainAll(topicNames(olderPlan));
        if (!sameGroup && sharedTopics.isEmpty()) {
            return Optional.empty();
        }
        String olderName = olderPlan.namespace() + "/" + olderPlan.name() + problem(older);
        String olderKafka = older.getStatus() == null ? null : older.getStatus().getKafkaClusterId();
        boolean sameAddress = olderPlan.brokers().equals(plan.brokers());
        if (!sameAddress && kafkaClusterId != null && olderKafka == null) {
            return Optional.of(new Verdict.Progressing(
                    Reason.NotChecked,
                    "ConnectCluster %s uses the same groupId or topics; waiting for a minute at most to learn whether its Kafka is the same"
                            .formatted(olderName)));
        }
        if (!sameAddress && (kafkaClusterId == null || !kafkaClusterId.equals(olderKafka))) {
            return Optional.empty();
        }
        return Optional.of(
                sameGroup
                        ? new Verdict.Stalled(
                                Reason.GroupIdConflict,
                                "the group.id %s belongs to the ConnectCluster %s on the same Kafka; create this ConnectCluster with another spec.groupId"
                                        .formatted(plan.groupId(), olderName))
                        : new Verdict.Stalled(
                                Reason.TopicConflict,
                                "the topic %s belongs to the ConnectCluster %s on the same Kafka; create this ConnectCluster with other names under spec.topics"
                                        .formatted(String.join(", ", sharedTopics), olderName)));
    }

    private static List<String> topicNames(ClusterPlan plan) {
        return plan.topics().stream().map(TopicSpec::name).toList();
    }
}

package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.kafka.WantedTopic;
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
 * their connectors, and say nothing. The older ConnectCluster keeps what it has; the newer one is held back. Standalone
 * workers have neither, so they are left out. Pure.
 */
final class Conflicts {
    /** Creation times are whole seconds; of two from the same second the one that has topics keeps them. */
    private static final Comparator<ConnectCluster> AGE = Comparator.comparing(
                    (ConnectCluster cluster) -> cluster.getMetadata().getCreationTimestamp())
            .thenComparing(cluster -> !hasTopics(cluster))
            .thenComparing(cluster -> cluster.getMetadata().getUid());

    private final ClusterPlanner planner;

    Conflicts(ClusterPlanner planner) {
        this.planner = planner;
    }

    /**
     * @param kafkaClusterId of the cluster's own Kafka, null while unknown
     * @param all every ConnectCluster there is, the cluster itself included
     */
    Optional<Verdict> find(
            ConnectCluster cluster, ClusterPlan plan, @Nullable String kafkaClusterId, Stream<ConnectCluster> all) {
        if (plan.mode() instanceof WorkerMode.Standalone) {
            return Optional.empty();
        }
        return all.filter(other -> !sameObject(other, cluster) && AGE.compare(other, cluster) < 0)
                .sorted(AGE)
                .map(older -> conflict(plan, kafkaClusterId, older))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean hasTopics(ConnectCluster cluster) {
        return cluster.getStatus() != null && cluster.getStatus().getTopics() != null;
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
        if (olderPlan.mode() instanceof WorkerMode.Standalone) {
            return Optional.empty();
        }
        boolean sameGroup = olderPlan.groupId().equals(plan.groupId());
        List<String> sharedTopics = new ArrayList<>(topicNames(plan));
        sharedTopics.retainAll(topicNames(olderPlan));
        if (!sameGroup && sharedTopics.isEmpty()) {
            return Optional.empty();
        }
        String olderName = olderPlan.namespace() + "/" + olderPlan.name();
        String olderKafka = older.getStatus() == null ? null : older.getStatus().getKafkaClusterId();
        boolean sameAddress = olderPlan.bootstrapServers().equals(plan.bootstrapServers());
        if (!sameAddress && kafkaClusterId != null && olderKafka == null) {
            return Optional.of(new Verdict.Waiting(
                    Reason.NotChecked,
                    "ConnectCluster %s uses the same groupId or topics; waiting to learn whether its Kafka is the same"
                            .formatted(olderName)));
        }
        if (!sameAddress && (kafkaClusterId == null || !kafkaClusterId.equals(olderKafka))) {
            return Optional.empty();
        }
        return Optional.of(
                sameGroup
                        ? new Verdict.Stalled(
                                Reason.GroupIdConflict,
                                "the group.id %s belongs to the older ConnectCluster %s on the same Kafka; create this ConnectCluster with another spec.groupId"
                                        .formatted(plan.groupId(), olderName))
                        : new Verdict.Stalled(
                                Reason.TopicConflict,
                                "the topic %s belongs to the older ConnectCluster %s on the same Kafka; create this ConnectCluster with other names under spec.topics"
                                        .formatted(String.join(", ", sharedTopics), olderName)));
    }

    private static List<String> topicNames(ClusterPlan plan) {
        return plan.topics().stream().map(WantedTopic::name).toList();
    }
}

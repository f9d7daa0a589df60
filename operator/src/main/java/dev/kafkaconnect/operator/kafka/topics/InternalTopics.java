package dev.kafkaconnect.operator.kafka.topics;

import static dev.kafkaconnect.operator.kafka.client.KafkaRequest.answer;

import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the internal topics that are missing and verifies those that exist, before the first worker starts: the workers
 * themselves check little, late, and say it only in their logs. Never changes or deletes a topic.
 */
public final class InternalTopics implements InternalTopicService {

    /** How long a topic may take from its creation until every broker knows it. */
    private static final int LOOKS_AFTER_CREATION = 20;

    private final Duration timeout;
    private final Function<Map<String, Object>, Admin> connect;

    /** @param timeout limit for each request to Kafka */
    public InternalTopics(Duration timeout) {
        this(timeout, Admin::create);
    }

    InternalTopics(Duration timeout, Function<Map<String, Object>, Admin> connect) {
        this.timeout = timeout;
        this.connect = connect;
    }

    @Override
    public TopicsReport ensure(Map<String, Object> client, GroupClaim claim) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try (Admin admin = connect.apply(properties)) {
            return ensure(admin, claim);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new TopicsReport.Unreachable("the operator is stopping");
        } catch (KafkaRequest.Failed failed) {
            return KafkaRefusal.report(failed.reason(), failed.right(), claim);
        } catch (KafkaException failed) {
            return KafkaRefusal.report(failed.getCause() == null ? failed : failed.getCause(), "more rights", claim);
        } catch (RuntimeException unexpected) {
            return KafkaFault.unusable(unexpected).report();
        }
    }

    private TopicsReport ensure(Admin admin, GroupClaim claim) throws InterruptedException, KafkaRequest.Failed {
        var cluster = admin.describeCluster();
        @Nullable String clusterId = answer("Describe on the cluster", cluster.clusterId());
        int brokers = answer("Describe on the cluster", cluster.nodes()).size();
        Optional<TopicsReport> strangers = GroupMembers.strangers(admin, claim);
        if (strangers.isPresent()) {
            return strangers.get();
        }
        List<ExistingTopic> found = TopicReader.find(admin, claim.topics());
        List<TopicSpec> absent = without(claim.topics(), found);
        Optional<TopicsReport> obstacle = refusal(claim, absent, found, brokers, clusterId);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        if (!absent.isEmpty()) {
            create(admin, absent);
            found = findAll(admin, claim.topics());
            if (found.size() < claim.topics().size()) {
                return new TopicsReport.Unreachable("Kafka has created the internal topics but does not list them yet");
            }
        }
        TopicsReport verified = new TopicsReport.Verified(clusterId, found, TopicRemarks.of(claim.topics(), found));
        return mismatch(claim, found, clusterId).orElse(verified);
    }

    private static Optional<TopicsReport> refusal(
            GroupClaim claim,
            List<TopicSpec> absent,
            List<ExistingTopic> found,
            int brokers,
            @Nullable String clusterId) {
        if (absent.isEmpty()) {
            return mismatch(claim, found, clusterId);
        }
        String names = GroupClaim.names(absent);
        return switch (claim.missing()) {
            case RefuseAsVanished -> Optional.of(vanished(claim, names, found, clusterId));
            case Refuse ->
                Optional.of(new TopicsReport.Refused(
                        Problem.Missing,
                        "internal topics are missing: %s. Create them, or set spec.topics.management to Create"
                                .formatted(names),
                        found));
            case Create ->
                TopicRules.tooFewBrokers(absent, brokers)
                        .<TopicsReport>map(tooFew -> new TopicsReport.Refused(Problem.TooFewBrokers, tooFew, found))
                        .or(() -> mismatch(claim, found, clusterId));
        };
    }

    private static TopicsReport vanished(
            GroupClaim claim, String names, List<ExistingTopic> found, @Nullable String clusterId) {
        if (claim.ranOn() != null && clusterId != null && !claim.ranOn().equals(clusterId)) {
            return new TopicsReport.Refused(
                    Problem.AnotherKafka,
                    "the Kafka at spec.kafka.bootstrapServers is not the one on which this ConnectCluster has run: its cluster id is %s, that of the other %s, and it does not have the internal topics %s. Correct spec.kafka.bootstrapServers, or delete and create the ConnectCluster to start over on this Kafka"
                            .formatted(clusterId, claim.ranOn(), names),
                    found);
        }
        return new TopicsReport.Refused(
                Problem.Vanished,
                "internal topics are gone: %s. With new, empty ones every connector would be lost or start from scratch, so nothing was created. Restore the topics, or delete and create the ConnectCluster to start over"
                        .formatted(names),
                found);
    }

    private static Optional<TopicsReport> mismatch(
            GroupClaim claim, List<ExistingTopic> found, @Nullable String clusterId) {
        return TopicRules.mismatch(claim.topics(), found)
                .map(wrong -> new TopicsReport.Refused(Problem.Mismatch, wrong, found, clusterId));
    }

    private static List<TopicSpec> without(List<TopicSpec> wanted, List<ExistingTopic> found) {
        return wanted.stream()
                .filter(topic -> found.stream().noneMatch(is -> is.name().equals(topic.name())))
                .toList();
    }

    private static void create(Admin admin, List<TopicSpec> absent) throws InterruptedException, KafkaRequest.Failed {
        String right =
                "Create on the topics %s; or create them yourself, and set spec.topics.management to Verify to say so"
                        .formatted(GroupClaim.names(absent));
        for (TopicSpec topic : absent) {
            NewTopic made = new NewTopic(topic.name(), topic.partitions(), (short) topic.replicationFactor())
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            String.valueOf(TopicRules.minInsyncReplicas(topic))));
            try {
                TopicCreation.create(admin, made, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, right);
            } catch (KafkaRequest.Failed failed) {
                if (!(failed.reason() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    private static List<ExistingTopic> findAll(Admin admin, List<TopicSpec> wanted)
            throws InterruptedException, KafkaRequest.Failed {
        List<ExistingTopic> found = findShown(admin, wanted);
        for (int look = 1; found.size() < wanted.size() && look < LOOKS_AFTER_CREATION; look++) {
            TimeUnit.MILLISECONDS.sleep(100);
            found = findShown(admin, wanted);
        }
        return found;
    }

    /** A broker may describe a topic whose configuration the next one, asked a moment later, does not know yet. */
    private static List<ExistingTopic> findShown(Admin admin, List<TopicSpec> wanted)
            throws InterruptedException, KafkaRequest.Failed {
        try {
            return TopicReader.find(admin, wanted);
        } catch (KafkaRequest.Failed failed) {
            if (failed.reason() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw failed;
        }
    }
}

package dev.kafkaconnect.operator.kafka;

import dev.kafkaconnect.operator.kafka.TopicsReport.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the internal topics that are missing and verifies those that exist, before the first worker starts: the workers
 * themselves check little, late, and say it only in their logs. Never changes or deletes a topic.
 */
public final class InternalTopics implements TopicKeeper {

    /** How long a topic may take from its creation until every broker knows it. */
    private static final int LOOKS_AFTER_CREATION = 20;

    private final Duration timeout;

    /** @param timeout limit for each request to Kafka */
    public InternalTopics(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public TopicsReport ensure(Map<String, Object> client, List<WantedTopic> wanted, Missing missing) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try (Admin admin = Admin.create(properties)) {
            return ensure(admin, wanted, missing);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new TopicsReport.Unreachable("the operator is stopping");
        } catch (ExecutionException failed) {
            return report(failed.getCause() == null ? failed : failed.getCause(), wanted);
        } catch (KafkaException failed) {
            return report(failed.getCause() == null ? failed : failed.getCause(), wanted);
        }
    }

    private static TopicsReport report(Throwable failure, List<WantedTopic> wanted) {
        String text = String.valueOf(failure.getMessage());
        boolean passing = failure instanceof RetriableException || failure instanceof ConfigException;
        return passing
                ? new TopicsReport.Unreachable("Kafka cannot be reached: " + text)
                : new TopicsReport.Refused(
                        Problem.RefusedByKafka,
                        "Kafka refused a request about the internal topics %s: %s".formatted(names(wanted), text),
                        List.of());
    }

    private TopicsReport ensure(Admin admin, List<WantedTopic> wanted, Missing missing)
            throws InterruptedException, ExecutionException {
        var cluster = admin.describeCluster();
        String clusterId = cluster.clusterId().get();
        int brokers = cluster.nodes().get().size();

        List<FoundTopic> found = find(admin, wanted);
        List<WantedTopic> absent = without(wanted, found);
        if (!absent.isEmpty()) {
            String names = names(absent);
            Optional<String> tooFew = TopicRules.tooFewBrokers(absent, brokers);
            if (missing == Missing.RefuseAsVanished) {
                return new TopicsReport.Refused(
                        Problem.Vanished,
                        "internal topics are gone: %s. With new, empty ones every connector would be lost or start from scratch, so nothing was created. Restore the topics, or delete and create the ConnectCluster to begin anew"
                                .formatted(names),
                        found);
            } else if (missing == Missing.Refuse) {
                return new TopicsReport.Refused(
                        Problem.Missing,
                        "internal topics are missing: %s. Create them, or set spec.topics.management to Create"
                                .formatted(names),
                        found);
            } else if (tooFew.isPresent()) {
                return new TopicsReport.Refused(Problem.TooFewBrokers, tooFew.get(), found);
            }
        }
        Optional<TopicsReport> mismatch = mismatch(wanted, found);
        if (mismatch.isPresent()) {
            return mismatch.get();
        }
        if (!absent.isEmpty()) {
            create(admin, absent);
            found = findAll(admin, wanted);
            if (found.size() < wanted.size()) {
                return new TopicsReport.Unreachable("Kafka has created the internal topics but does not show them yet");
            }
        }
        return mismatch(wanted, found).orElse(new TopicsReport.Verified(clusterId, found));
    }

    private static String names(List<WantedTopic> topics) {
        return topics.stream().map(WantedTopic::name).collect(Collectors.joining(", "));
    }

    private static List<WantedTopic> without(List<WantedTopic> wanted, List<FoundTopic> found) {
        return wanted.stream()
                .filter(topic -> found.stream().noneMatch(is -> is.name().equals(topic.name())))
                .toList();
    }

    private static Optional<TopicsReport> mismatch(List<WantedTopic> wanted, List<FoundTopic> found) {
        List<String> wrong = new ArrayList<>();
        for (WantedTopic topic : wanted) {
            found.stream()
                    .filter(is -> is.name().equals(topic.name()))
                    .findFirst()
                    .flatMap(is -> TopicRules.mismatch(topic, is))
                    .ifPresent(wrong::add);
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(new TopicsReport.Refused(Problem.Mismatch, String.join("; ", wrong), found));
    }

    private static void create(Admin admin, List<WantedTopic> absent) throws InterruptedException, ExecutionException {
        List<NewTopic> topics = absent.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) topic.replicationFactor())
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)))
                .toList();
        for (var created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    private static List<FoundTopic> findAll(Admin admin, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException {
        List<FoundTopic> found = find(admin, wanted);
        for (int look = 1; found.size() < wanted.size() && look < LOOKS_AFTER_CREATION; look++) {
            TimeUnit.MILLISECONDS.sleep(100);
            found = find(admin, wanted);
        }
        return found;
    }

    private static List<FoundTopic> find(Admin admin, List<WantedTopic> wanted)
            throws InterruptedException, ExecutionException {
        List<FoundTopic> found = new ArrayList<>();
        var descriptions = admin.describeTopics(
                        wanted.stream().map(WantedTopic::name).toList())
                .topicNameValues();
        for (WantedTopic topic : wanted) {
            try {
                TopicDescription description =
                        Objects.requireNonNull(descriptions.get(topic.name())).get();
                found.add(new FoundTopic(
                        topic.name(),
                        description.partitions().size(),
                        description.partitions().stream()
                                .mapToInt(partition -> partition.replicas().size())
                                .min()
                                .orElse(0),
                        cleanupPolicy(admin, topic.name())));
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return found;
    }

    private static String cleanupPolicy(Admin admin, String topic) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    }
}

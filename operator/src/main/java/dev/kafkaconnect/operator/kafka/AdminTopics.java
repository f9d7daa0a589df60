package dev.kafkaconnect.operator.kafka;

import dev.kafkaconnect.operator.kafka.client.GroupState;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import dev.kafkaconnect.operator.kafka.client.SharedAdmin;
import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.ConfigTopic;
import dev.kafkaconnect.operator.kafka.records.ConfigTopicReader;
import dev.kafkaconnect.operator.kafka.records.StatusListener;
import dev.kafkaconnect.operator.kafka.records.WorkerTopicsConsumer;
import dev.kafkaconnect.operator.kafka.topics.DeadLetterRules;
import dev.kafkaconnect.operator.kafka.topics.ExistingTopic;
import dev.kafkaconnect.operator.kafka.topics.KafkaFault;
import dev.kafkaconnect.operator.kafka.topics.TopicCreation;
import dev.kafkaconnect.operator.kafka.topics.TopicReader;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** {@link KafkaTopics} over one shared admin client, which bounds the time of every request, and a consumer. */
public final class AdminTopics implements KafkaTopics {
    private final Supplier<KafkaAccess> access;
    private final SharedAdmin admin;
    private final Duration timeout;
    private final AtomicReference<@Nullable WorkerTopicsConsumer> tail = new AtomicReference<>();

    /**
     * @param access asked before every request, because credentials change
     * @param timeout limit for each request to Kafka
     */
    public AdminTopics(Supplier<KafkaAccess> access, Duration timeout) {
        this.access = access;
        this.admin = new SharedAdmin(access, timeout);
        this.timeout = timeout;
    }

    /** Something to ask. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws KafkaRequest.Failed, InterruptedException;
    }

    @Override
    public Map<String, Integer> partitions(Set<String> topics) throws KafkaFault {
        return answered(client -> {
            Map<String, Integer> partitions = new HashMap<>();
            describe(client, topics)
                    .forEach((name, topic) ->
                            partitions.put(name, topic.partitions().size()));
            return partitions;
        });
    }

    @Override
    public long records(String topic) throws KafkaFault {
        return answered(client -> {
            TopicDescription found = describe(client, Set.of(topic)).get(topic);
            return found == null
                    ? 0
                    : offsets(client, found, OffsetSpec.latest()) - offsets(client, found, OffsetSpec.earliest());
        });
    }

    private static Map<String, TopicDescription> describe(Admin client, Set<String> topics)
            throws KafkaRequest.Failed, InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (var answer : client.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(
                        answer.getKey(),
                        KafkaRequest.answer("Describe on the topic " + answer.getKey(), answer.getValue()));
            } catch (KafkaRequest.Failed failed) {
                if (!(failed.reason() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return found;
    }

    private static long offsets(Admin client, TopicDescription topic, OffsetSpec spec)
            throws KafkaRequest.Failed, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        topic.partitions()
                .forEach(partition -> partitions.put(new TopicPartition(topic.name(), partition.partition()), spec));
        return KafkaRequest.answer(
                        "Describe on the topic " + topic.name(),
                        client.listOffsets(partitions).all())
                .values()
                .stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    @Override
    public TopicsReport ensureDeadLetters(TopicSpec wanted) {
        String without = access.get().withoutClient();
        if (without != null) {
            return new TopicsReport.NotLookedAt(without);
        }
        try {
            return answered(client -> ensure(client, wanted));
        } catch (KafkaFault fault) {
            return fault.report();
        }
    }

    private TopicsReport ensure(Admin client, TopicSpec wanted) throws KafkaRequest.Failed, InterruptedException {
        List<ExistingTopic> found = TopicReader.find(client, List.of(wanted));
        if (!found.isEmpty()) {
            return DeadLetterRules.report(wanted, found.getFirst());
        }
        if (!admin.mayCreateTopics()) {
            return new TopicsReport.Refused(Problem.Missing, DeadLetterRules.missing(wanted), List.of());
        }
        NewTopic topic = new NewTopic(wanted.name(), wanted.partitions(), (short) wanted.replicationFactor())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
        try {
            TopicCreation.create(
                    client, topic, TopicConfig.CLEANUP_POLICY_CONFIG, "Create on the topic " + wanted.name());
            return new TopicsReport.Verified("", List.of());
        } catch (KafkaRequest.Failed failed) {
            return switch (failed.reason()) {
                case InvalidReplicationFactorException tooFew ->
                    new TopicsReport.Refused(Problem.TooFewBrokers, DeadLetterRules.tooFewBrokers(wanted), List.of());
                // Somebody else wants it too; the next look verifies it.
                case TopicExistsException sinceThen -> new TopicsReport.Unreachable("the topic has just been created");
                default -> throw failed;
            };
        }
    }

    @Override
    public Optional<WorkerGroup> group() throws KafkaFault {
        String group = access.get().groupId();
        return group == null ? Optional.empty() : answered(client -> GroupState.of(client, group));
    }

    @Override
    public void endConnectors(Set<String> deleted, Set<String> stopped) throws KafkaFault {
        String topic = configTopic();
        // A producer might create what is missing, and a cluster without the topic has no connectors.
        if (!partitions(Set.of(topic)).isEmpty()) {
            new ConfigTopic(access.get().client(), topic, timeout).write(deleted, stopped);
        }
    }

    private void refuseWithoutClient() throws KafkaFault {
        String without = access.get().withoutClient();
        if (without != null) {
            throw KafkaFault.notAsked(without);
        }
    }

    @Override
    public Map<String, Map<String, String>> startingConnectors() throws KafkaFault {
        String topic = configTopic();
        return records(topic) == 0
                ? Map.of()
                : new ConfigTopicReader(access.get().client(), topic, timeout)
                        .read()
                        .notStopped();
    }

    private String configTopic() throws KafkaFault {
        refuseWithoutClient();
        String topic = access.get().configTopic();
        if (topic == null) {
            throw KafkaFault.silent("it is not verified that the config topic is that of this ConnectCluster");
        }
        return topic;
    }

    private <T> T answered(Question<T> question) throws KafkaFault {
        refuseWithoutClient();
        try {
            return question.ask(admin.get());
        } catch (KafkaRequest.Failed failed) {
            throw KafkaFault.of(failed.right(), failed.reason());
        } catch (KafkaException failed) {
            throw KafkaFault.of("more rights", failed);
        } catch (RuntimeException unexpected) {
            throw KafkaFault.unusable(unexpected);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw KafkaFault.silent("the operator is stopping");
        }
    }

    @Override
    public void follow(StatusListener states, ConfigListener configs) {
        WorkerTopicsConsumer before = tail.getAndSet(new WorkerTopicsConsumer(access, states, configs));
        if (before != null) {
            before.close();
        }
    }

    @Override
    public void close() {
        WorkerTopicsConsumer followed = tail.getAndSet(null);
        if (followed != null) {
            followed.close();
        }
        admin.close();
    }
}

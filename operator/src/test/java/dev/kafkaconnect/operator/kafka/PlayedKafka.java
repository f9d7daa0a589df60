package dev.kafkaconnect.operator.kafka;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminAnswers;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClassicGroupsResult;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;

/** A Kafka of three brokers in memory that can be told to know less than Kafka's own. */
public final class PlayedKafka {
    /** Properties of topics that it does not show. */
    public final Set<String> untold = new TreeSet<>();

    /** Properties of topics that it refuses. */
    public final Set<String> refused = new TreeSet<>();

    /** Topics with a copy under way; null when it does not tell. */
    @Nullable
    public Set<String> reassigned = new TreeSet<>();

    public final Map<String, NewTopic> topics = new TreeMap<>();
    public final List<String> requests = new ArrayList<>();
    String id = "here";
    public boolean broken;

    private static final List<Node> BROKERS = IntStream.range(0, 6)
            .mapToObj(n -> new Node(n, "broker-" + n, 9092))
            .toList();

    public Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    requests.add(method.getName());
                    return answer(method.getName(), arguments == null ? List.of() : arguments[0]);
                });
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object answer(String request, Object about) {
        return switch (request) {
            case "describeCluster" -> {
                if (broken) {
                    throw new IllegalStateException("an answer of nonsense");
                }
                yield AdminAnswers.cluster(id, BROKERS.subList(0, 3));
            }
            case "describeClassicGroups" ->
                new DescribeClassicGroupsResult(answers((Collection<String>) about, PlayedKafka::noGroup));
            case "describeConsumerGroups" ->
                new DescribeConsumerGroupsResult(answers((Collection<String>) about, PlayedKafka::noGroup));
            case "describeTopics" -> AdminAnswers.topics(answers((Collection<String>) about, this::described));
            case "describeConfigs" -> {
                Map<ConfigResource, KafkaFuture<Config>> configs = new HashMap<>();
                ((Collection<ConfigResource>) about)
                        .forEach(topic -> configs.put(topic, KafkaFuture.completedFuture(config(topic.name()))));
                yield AdminAnswers.configs(configs);
            }
            case "createTopics" -> {
                NewTopic topic = ((Collection<NewTopic>) about).iterator().next();
                yield AdminAnswers.created(Map.of(topic.name(), created(topic)));
            }
            case "listPartitionReassignments" -> AdminAnswers.reassignments(reassignments((Set<TopicPartition>) about));
            case "close" -> null;
            default -> throw new UnsupportedOperationException(request);
        };
    }

    private interface Answer<T> {
        KafkaFuture<T> about(String name);
    }

    private static <T> Map<String, KafkaFuture<T>> answers(Collection<String> names, Answer<T> answer) {
        Map<String, KafkaFuture<T>> answers = new HashMap<>();
        names.forEach(name -> answers.put(name, answer.about(name)));
        return answers;
    }

    private static <T> KafkaFuture<T> failed(RuntimeException cause) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(cause);
        return future;
    }

    private static <T> KafkaFuture<T> noGroup(String name) {
        return failed(new GroupIdNotFoundException(name));
    }

    private KafkaFuture<TopicDescription> described(String name) {
        NewTopic topic = topics.get(name);
        if (topic == null) {
            return failed(new UnknownTopicOrPartitionException());
        }
        List<Node> copies = BROKERS.subList(0, topic.replicationFactor());
        return KafkaFuture.completedFuture(new TopicDescription(
                name,
                false,
                IntStream.range(0, topic.numPartitions())
                        .mapToObj(n -> new TopicPartitionInfo(n, copies.getFirst(), copies, copies))
                        .toList()));
    }

    private Config config(String topic) {
        Map<String, String> all = new TreeMap<>(Map.of("cleanup.policy", "delete", "min.insync.replicas", "1"));
        all.putAll(Objects.requireNonNull(topics.get(topic)).configs());
        all.keySet().removeAll(untold);
        return new Config(all.entrySet().stream()
                .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
                .toList());
    }

    private <T> KafkaFuture<T> created(NewTopic topic) {
        for (String property : topic.configs().keySet()) {
            if (refused.contains(property)) {
                return failed(new InvalidConfigurationException("unknown property " + property));
            }
        }
        topics.put(topic.name(), topic);
        return KafkaFuture.completedFuture(null);
    }

    private KafkaFuture<Map<TopicPartition, PartitionReassignment>> reassignments(Set<TopicPartition> asked) {
        Set<String> told = reassigned;
        if (told == null) {
            return failed(new ClusterAuthorizationException("Cluster authorization failed."));
        }
        Map<TopicPartition, PartitionReassignment> underWay = new HashMap<>();
        asked.stream()
                .filter(partition -> told.contains(partition.topic()))
                .forEach(partition ->
                        underWay.put(partition, new PartitionReassignment(List.of(0, 1, 2), List.of(2), List.of())));
        return KafkaFuture.completedFuture(underWay);
    }
}

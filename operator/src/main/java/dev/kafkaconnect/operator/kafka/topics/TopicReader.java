package dev.kafkaconnect.operator.kafka.topics;

import static dev.kafkaconnect.operator.kafka.client.KafkaRequest.answer;

import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads topics as they are. Called by {@link InternalTopics}; changes nothing. */
public final class TopicReader {

    private TopicReader() {}

    /** Those of the topics that exist, in the order in which they are wanted. */
    public static List<ExistingTopic> find(Admin admin, List<TopicSpec> wanted)
            throws KafkaRequest.Failed, InterruptedException {
        Map<String, TopicDescription> descriptions = new LinkedHashMap<>();
        var answers = admin.describeTopics(wanted.stream().map(TopicSpec::name).toList())
                .topicNameValues();
        for (TopicSpec topic : wanted) {
            try {
                descriptions.put(
                        topic.name(),
                        answer(
                                "Describe on the topics " + GroupClaim.names(wanted),
                                Objects.requireNonNull(answers.get(topic.name()))));
            } catch (KafkaRequest.Failed failed) {
                if (!(failed.reason() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return descriptions.isEmpty() ? List.of() : withConfigs(admin, wanted, descriptions);
    }

    private static List<ExistingTopic> withConfigs(
            Admin admin, List<TopicSpec> wanted, Map<String, TopicDescription> descriptions)
            throws KafkaRequest.Failed, InterruptedException {
        List<ConfigResource> resources =
                descriptions.keySet().stream().map(TopicReader::resource).toList();
        Map<ConfigResource, Config> configs = answer(
                "DescribeConfigs on the topics " + String.join(", ", descriptions.keySet()),
                admin.describeConfigs(resources).all());
        Stream<TopicDescription> tooFewCopies = wanted.stream()
                .flatMap(topic -> Stream.ofNullable(descriptions.get(topic.name()))
                        .filter(is -> copies(is) < topic.replicationFactor()));
        Set<String> reassigned = Reassignments.of(admin, tooFewCopies.toList());
        List<ExistingTopic> found = new ArrayList<>();
        descriptions.forEach((name, description) ->
                found.add(found(description, reassigned.contains(name), configs.get(resource(name)))));
        return found;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static ExistingTopic found(TopicDescription topic, boolean reassigned, @Nullable Config config) {
        String minInsyncReplicas = value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return new ExistingTopic(
                topic.name(),
                topic.partitions().size(),
                copies(topic),
                reassigned,
                value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
                minInsyncReplicas == null ? null : Integer.valueOf(minInsyncReplicas));
    }

    private static int copies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    /** Null for what this Kafka does not have or does not tell. */
    private static @Nullable String value(@Nullable Config config, String property) {
        ConfigEntry entry = config == null ? null : config.get(property);
        return entry == null ? null : entry.value();
    }
}

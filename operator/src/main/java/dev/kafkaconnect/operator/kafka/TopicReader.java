package dev.kafkaconnect.operator.kafka;

import static dev.kafkaconnect.operator.kafka.KafkaRequest.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics as they are. Called by {@link InternalTopics}; changes nothing. */
final class TopicReader {

    private TopicReader() {}

    /** Those of the topics that exist, in the order in which they are wanted. */
    static List<FoundTopic> find(Admin admin, List<WantedTopic> wanted)
            throws KafkaRequest.Failed, InterruptedException {
        Map<String, TopicDescription> descriptions = new LinkedHashMap<>();
        var answers = admin.describeTopics(
                        wanted.stream().map(WantedTopic::name).toList())
                .topicNameValues();
        for (WantedTopic topic : wanted) {
            try {
                descriptions.put(
                        topic.name(),
                        answer(
                                "Describe on the topics " + Claim.names(wanted),
                                Objects.requireNonNull(answers.get(topic.name()))));
            } catch (KafkaRequest.Failed failed) {
                if (!(failed.reason() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return descriptions.isEmpty() ? List.of() : withConfigs(admin, descriptions);
    }

    private static List<FoundTopic> withConfigs(Admin admin, Map<String, TopicDescription> descriptions)
            throws KafkaRequest.Failed, InterruptedException {
        List<ConfigResource> resources =
                descriptions.keySet().stream().map(TopicReader::resource).toList();
        Map<ConfigResource, Config> configs = answer(
                "DescribeConfigs on the topics " + String.join(", ", descriptions.keySet()),
                admin.describeConfigs(resources).all());
        List<FoundTopic> found = new ArrayList<>();
        descriptions.forEach((name, description) ->
                found.add(found(description, Objects.requireNonNull(configs.get(resource(name))))));
        return found;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static FoundTopic found(TopicDescription topic, Config config) {
        return new FoundTopic(
                topic.name(),
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value(),
                Integer.parseInt(
                        config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()));
    }
}

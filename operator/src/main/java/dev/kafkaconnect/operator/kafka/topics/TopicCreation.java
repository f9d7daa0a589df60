package dev.kafkaconnect.operator.kafka.topics;

import dev.kafkaconnect.operator.kafka.client.KafkaRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/**
 * Creates one topic, also on a Kafka that refuses a property which it does not know or does not let its users set. Called by
 * {@link InternalTopics} and {@code AdminTopics}.
 */
public final class TopicCreation {

    private TopicCreation() {}

    /**
     * @param dispensable the property that is left to Kafka's own default if it is refused
     * @param right what the request needs, as in "Create on the topic x"
     */
    public static void create(Admin admin, NewTopic topic, String dispensable, String right)
            throws KafkaRequest.Failed, InterruptedException {
        try {
            KafkaRequest.answer(right, admin.createTopics(List.of(topic)).all());
        } catch (KafkaRequest.Failed failed) {
            Map<String, String> fewer = new TreeMap<>(topic.configs());
            if (!(failed.reason() instanceof InvalidConfigurationException) || fewer.remove(dispensable) == null) {
                throw failed;
            }
            NewTopic simpler =
                    new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor()).configs(fewer);
            KafkaRequest.answer(right, admin.createTopics(List.of(simpler)).all());
        }
    }
}

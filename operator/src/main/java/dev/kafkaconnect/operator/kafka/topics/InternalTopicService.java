package dev.kafkaconnect.operator.kafka.topics;

import java.util.Map;

/** Sees to it that what a cluster claims in Kafka is there and is its own, or says why it is not. */
@FunctionalInterface
public interface InternalTopicService {

    /**
     * @param client properties of a Kafka client: bootstrap.servers and whatever security needs
     */
    TopicsReport ensure(Map<String, Object> client, GroupClaim claim);
}

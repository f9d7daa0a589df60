package dev.kafkaconnect.operator.kafka;

import java.util.List;
import java.util.Map;

/** Sees to it that the internal topics of a cluster are as they must be, or says why they are not. */
@FunctionalInterface
public interface TopicKeeper {

    /**
     * @param client properties of a Kafka client: bootstrap.servers and whatever security needs
     */
    TopicsReport ensure(Map<String, Object> client, List<WantedTopic> wanted, Missing missing);

    /** Whether topics that are missing may be created. */
    enum Missing {
        Create,
        Refuse,
        /** The cluster has run before: an empty new topic would make every connector start from scratch. */
        RefuseAsVanished
    }
}

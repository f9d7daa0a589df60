package dev.kafkaconnect.operator.kafka;

import java.util.List;

/**
 * What a cluster of workers needs for itself alone in Kafka: a group and three topics.
 *
 * @param clientId that of its own workers: members of the group with another one are strangers
 */
public record Claim(String groupId, String clientId, List<WantedTopic> topics, Missing missing) {

    /** Of a worker that keeps nothing in Kafka: that Kafka answers is all it needs. */
    public static final Claim NOTHING = new Claim("", "", List.of(), Missing.Refuse);

    /** Whether topics that are missing may be created. */
    public enum Missing {
        Create,
        Refuse,
        /** The cluster has run before: an empty new topic would make every connector start from scratch. */
        RefuseAsVanished
    }

    String topicNames() {
        return names(topics);
    }

    static String names(List<WantedTopic> topics) {
        return String.join(", ", topics.stream().map(WantedTopic::name).toList());
    }
}

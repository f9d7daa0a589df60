package dev.kafkaconnect.operator.kafka.topics;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster of workers needs for itself alone in Kafka: a group and three topics.
 *
 * @param members who may be in the group
 * @param ranOn id of the Kafka on which the cluster has run, null while it has not or that is unknown
 */
public record GroupClaim(
        String groupId,
        OwnMembers members,
        List<TopicSpec> topics,
        Missing missing,
        @Nullable String ranOn) {

    /** Of a worker that keeps nothing in Kafka: that Kafka answers is all it needs. */
    public static final GroupClaim NOTHING = new GroupClaim("", "", List.of(), Missing.Refuse);

    /** @param clientId that of all its workers */
    public GroupClaim(String groupId, String clientId, List<TopicSpec> topics, Missing missing) {
        this(groupId, new OwnMembers(Set.of(clientId), Set.of()), topics, missing, null);
    }

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

    static String names(List<TopicSpec> topics) {
        return String.join(", ", topics.stream().map(TopicSpec::name).toList());
    }
}

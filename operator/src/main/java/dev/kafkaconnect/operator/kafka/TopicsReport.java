package dev.kafkaconnect.operator.kafka;

import java.util.List;

/** Outcome of one look at the internal topics. */
public sealed interface TopicsReport {

    /** All three are as they must be. */
    record Verified(String kafkaClusterId, List<FoundTopic> topics) implements TopicsReport {}

    /** At least one is not; the message says which, what was found and what is wanted. */
    record Refused(Problem problem, String message, List<FoundTopic> topics) implements TopicsReport {}

    /** Kafka did not answer in time, or cannot be found under the given addresses. */
    record Unreachable(String message) implements TopicsReport {}

    /** Why topics, or the group beside them, are refused. */
    enum Problem {
        Mismatch,
        Missing,
        Vanished,
        TooFewBrokers,
        ForeignMember,
        NotAuthenticated,
        NotAuthorized,
        RefusedByKafka
    }
}

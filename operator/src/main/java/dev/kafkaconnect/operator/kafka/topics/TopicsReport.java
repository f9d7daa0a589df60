package dev.kafkaconnect.operator.kafka.topics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcome of one look at the internal topics. */
public sealed interface TopicsReport {

    /**
     * All three are as they must be.
     *
     * @param kafkaClusterId null when Kafka does not report
     * @param remarks what is allowed and still worth knowing
     */
    record Verified(@Nullable String kafkaClusterId, List<ExistingTopic> topics, List<String> remarks)
            implements TopicsReport {

        public Verified(@Nullable String kafkaClusterId, List<ExistingTopic> topics) {
            this(kafkaClusterId, topics, List.of());
        }
    }

    /**
     * At least one is not; the message says which, what was found and what is wanted.
     *
     * @param kafkaClusterId null while it is unknown
     */
    record Refused(
            Problem problem,
            String message,
            List<ExistingTopic> topics,
            @Nullable String kafkaClusterId) implements TopicsReport {

        public Refused(Problem problem, String message, List<ExistingTopic> topics) {
            this(problem, message, topics, null);
        }
    }

    /** Kafka did not answer in time, or cannot be found under the given addresses. */
    record Unreachable(String message) implements TopicsReport {}

    /** The operator has no client for this Kafka; the message says why. */
    record NotLookedAt(String message) implements TopicsReport {}

    /** Why topics, or the group beside them, are refused. */
    enum Problem {
        Mismatch,
        Missing,
        Vanished,
        /** Topics are missing on another Kafka than the one on which the cluster has run. */
        AnotherKafka,
        TooFewBrokers,
        ForeignMember,
        /** One that is about to leave. */
        FormerMember,
        NotAuthenticated,
        NotAuthorized,
        RefusedByKafka
    }
}

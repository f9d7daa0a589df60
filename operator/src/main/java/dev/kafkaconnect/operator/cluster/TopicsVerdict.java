package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.FoundTopic;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Optional;

/** What topics that are not verified mean for their cluster. Pure. */
final class TopicsVerdict {

    private TopicsVerdict() {}

    static Verdict of(TopicsReport.Refused refused) {
        Reason reason = switch (refused.problem()) {
            case Mismatch -> Reason.TopicMismatch;
            case Missing -> Reason.TopicMissing;
            case Vanished -> Reason.TopicVanished;
            case TooFewBrokers -> Reason.TooFewBrokers;
            case ForeignMember -> Reason.GroupIdConflict;
            case NotAuthenticated -> Reason.KafkaAuthenticationFailed;
            case NotAuthorized, RefusedByKafka -> Reason.KafkaRefused;
        };
        return new Verdict.Stalled(reason, refused.message());
    }

    /** What is allowed and still worth knowing is told beside the good news. */
    static String words(TopicsReport.Verified verified) {
        StringBuilder words = new StringBuilder("the internal topics are as they must be");
        verified.topics().stream()
                .map(FoundTopic::remark)
                .flatMap(Optional::stream)
                .forEach(remark -> words.append("; ").append(remark));
        return words.toString();
    }

    /** Without Kafka, workers that do not exist yet cannot be made; whether those that exist still work cannot be told. */
    static Verdict of(TopicsReport.Unreachable silent, boolean hasWorkers) {
        return hasWorkers
                ? new Verdict.Unclear(Reason.KafkaUnreachable, silent.message())
                : new Verdict.Waiting(Reason.KafkaUnreachable, silent.message());
    }
}

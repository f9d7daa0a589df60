package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** What topics that are not verified mean for their cluster. Pure. */
final class TopicsVerdict {

    private TopicsVerdict() {}

    static Verdict of(TopicsReport.Refused refused) {
        Reason reason = switch (refused.problem()) {
            case Mismatch -> Reason.TopicMismatch;
            case Missing -> Reason.TopicMissing;
            case Vanished -> Reason.TopicVanished;
            case TooFewBrokers -> Reason.TooFewBrokers;
            case RefusedByKafka -> Reason.KafkaRefused;
        };
        return new Verdict.Stalled(reason, refused.message());
    }

    /** Without Kafka, workers that do not exist yet cannot be made; whether those that exist still work cannot be told. */
    static Verdict of(TopicsReport.Unreachable silent, boolean hasWorkers) {
        return hasWorkers
                ? new Verdict.Unclear(Reason.KafkaUnreachable, silent.message())
                : new Verdict.Waiting(Reason.KafkaUnreachable, silent.message());
    }
}

package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;

/** What topics that are not verified mean for their cluster. Pure. */
public final class TopicsVerdict {

    private TopicsVerdict() {}

    public static Verdict of(TopicsReport.Refused refused) {
        String message = refused.message();
        return switch (refused.problem()) {
            case Mismatch -> new Verdict.Stalled(Reason.TopicMismatch, message);
            case Missing -> new Verdict.Awaiting(Reason.TopicMissing, message);
            case AnotherKafka -> new Verdict.Stalled(Reason.AnotherKafka, message);
            case Vanished -> new Verdict.Stalled(Reason.TopicVanished, message);
            case TooFewBrokers -> new Verdict.Awaiting(Reason.TooFewBrokers, message);
            case ForeignMember -> new Verdict.Stalled(Reason.GroupIdConflict, message);
            case FormerMember -> new Verdict.Progressing(Reason.WorkersStarting, message);
            case NotAuthenticated -> new Verdict.Awaiting(Reason.KafkaAuthenticationFailed, message);
            case NotAuthorized, RefusedByKafka -> new Verdict.Stalled(Reason.KafkaRefused, message);
        };
    }

    /**
     * Whether workers that ran with the topics are looked after as ever: scaled, healed, given another image or certificate. Topics
     * that were verified once and are otherwise now keep nobody from that, and would not become better by it.
     */
    public static boolean isTolerated(TopicsReport.Refused refused, VerifiedBefore before) {
        return refused.problem() == TopicsReport.Problem.Mismatch && before.verified();
    }

    /** What is allowed and still worth knowing is reported while the topics are ready. */
    static String words(TopicsReport.Verified verified) {
        StringBuilder words = new StringBuilder("the internal topics are configured as required");
        verified.remarks().forEach(remark -> words.append("; ").append(remark));
        return words.toString();
    }

    /** Without Kafka, workers that do not exist yet cannot be made; whether those that exist still work cannot be told. */
    public static Verdict of(TopicsReport.Unreachable silent, boolean hasWorkers) {
        return hasWorkers
                ? new Verdict.Unknown(Reason.KafkaUnreachable, silent.message())
                : new Verdict.Awaiting(Reason.KafkaUnreachable, silent.message());
    }
}

package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.kafka.Claim;
import dev.kafkaconnect.operator.kafka.Claim.Missing;
import dev.kafkaconnect.operator.kafka.TopicKeeper;
import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands before the workers: nothing is applied for a cluster whose topics and group are not verified. Remembers a
 * good answer for a while, so that a busy cluster does not ask Kafka on every pass.
 */
final class TopicsGate {
    static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final Map<ClusterId, Answer> answers = new ConcurrentHashMap<>();
    private final TopicKeeper topics;
    private final Clock clock;

    private record Question(Map<String, Object> client, Claim claim) {}

    private record Answer(Question question, TopicsReport.Verified report, Instant asked) {}

    TopicsGate(TopicKeeper topics, Clock clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** @param hasRun whether the topics were verified before: one that is missing now has vanished */
    TopicsReport check(ClusterId id, ClusterPlan plan, boolean hasRun) {
        Missing missing = hasRun ? Missing.RefuseAsVanished : plan.createTopics() ? Missing.Create : Missing.Refuse;
        Claim claim = switch (plan.mode()) {
            case WorkerMode.Distributed distributed ->
                new Claim(plan.groupId(), plan.clientId(), plan.topics(), missing);
            case WorkerMode.Standalone standalone -> Claim.NOTHING;
        };
        Question question = new Question(plan.kafkaClient(), claim);
        Instant asked = clock.instant();
        Answer known = answers.get(id);
        if (known != null
                && known.question().equals(question)
                && asked.isBefore(known.asked().plus(GOOD_FOR))) {
            return known.report();
        }
        TopicsReport report = topics.ensure(plan.kafkaClient(), claim);
        if (report instanceof TopicsReport.Verified verified) {
            answers.put(id, new Answer(question, verified, asked));
        } else {
            answers.remove(id);
        }
        return report instanceof TopicsReport.Unreachable silent
                        && !plan.security().tls()
                ? new TopicsReport.Unreachable(silent.message() + "; where the listener wants TLS, set spec.kafka.tls")
                : report;
    }

    void forget(ClusterId id) {
        answers.remove(id);
    }
}

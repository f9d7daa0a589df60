package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.TopicsManagement;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim;
import dev.kafkaconnect.operator.kafka.topics.GroupClaim.Missing;
import dev.kafkaconnect.operator.kafka.topics.InternalTopicService;
import dev.kafkaconnect.operator.kafka.topics.OwnMembers;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the workers: nothing is applied for a cluster whose topics and group are not verified. Remembers a
 * good answer for a while, so that a busy cluster does not ask Kafka on every pass.
 */
public final class TopicsGate {
    /** What Kafka's client says of names that cannot be resolved. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final InternalTopicService topics;
    private final Clock clock;
    private @Nullable Answer known;

    private record Question(Map<String, Object> client, GroupClaim claim) {}

    private record Answer(Question question, TopicsReport.Verified report, Instant asked) {}

    public TopicsGate(InternalTopicService topics, Clock clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * @param before one of the topics that is missing now has vanished if they were verified before
     * @param members who may be in the group
     */
    public TopicsReport check(ClusterPlan plan, VerifiedBefore before, OwnMembers members) {
        Optional<String> without = plan.withoutKafkaClient();
        if (without.isPresent()) {
            known = null;
            return new TopicsReport.NotLookedAt(without.get());
        }
        Missing missing = before.verified()
                ? Missing.RefuseAsVanished
                : plan.topicsManagement() == TopicsManagement.Create ? Missing.Create : Missing.Refuse;
        String ranOn = before.verified() ? before.kafkaClusterId() : null;
        GroupClaim claim = switch (plan.mode()) {
            case WorkerMode.Distributed distributed ->
                new GroupClaim(plan.groupId(), members, plan.topics(), missing, ranOn);
            case WorkerMode.Standalone standalone -> GroupClaim.NOTHING;
        };
        Question question = new Question(plan.kafkaClient(), claim);
        Instant asked = clock.instant();
        if (known != null
                && known.question().equals(question)
                && asked.isBefore(known.asked().plus(GOOD_FOR))) {
            return known.report();
        }
        TopicsReport report = topics.ensure(plan.kafkaClient(), claim);
        known = report instanceof TopicsReport.Verified verified ? new Answer(question, verified, asked) : null;
        return report instanceof TopicsReport.Unreachable silent
                ? new TopicsReport.Unreachable(silent.message() + hint(plan, silent.message()))
                : report;
    }

    private static String hint(ClusterPlan plan, String message) {
        if (message.contains(UNRESOLVED)) {
            return "; the operator cannot resolve %s: use the full name, <service>.<namespace>.svc for a Service"
                    .formatted(plan.kafkaClient().get("bootstrap.servers"));
        }
        return plan.security().tls() ? "" : "; if the listener requires TLS, set spec.kafka.tls";
    }
}

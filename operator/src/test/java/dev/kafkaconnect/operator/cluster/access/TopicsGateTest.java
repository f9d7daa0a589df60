package dev.kafkaconnect.operator.cluster.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerIdentity;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.kafka.topics.OwnMembers;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TopicsGateTest {
    private static final ClusterPlan PLAN = Clusters.plan(Clusters.cluster("ns", "example"));
    private static final VerifiedBefore BEFORE = new VerifiedBefore(true, "kafka-id");
    private static final OwnMembers MEMBERS = WorkerIdentity.members(PLAN, null, List.of());

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger questions = new AtomicInteger();
    private Duration answerTakes = Duration.ZERO;
    private final TopicsGate gate = new TopicsGate(
            (client, claim) -> {
                questions.incrementAndGet();
                clock.advance(answerTakes);
                return new TopicsReport.Verified("kafka-id", List.of());
            },
            clock);

    @Test
    void a_good_answer_holds_for_a_minute() {
        gate.check(PLAN, BEFORE, MEMBERS);
        clock.advance(TopicsGate.GOOD_FOR.minusMillis(1));
        gate.check(PLAN, BEFORE, MEMBERS);
        assertThat(questions).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        gate.check(PLAN, BEFORE, MEMBERS);

        assertThat(questions).hasValue(2);
    }

    @Test
    void names_that_the_operator_cannot_resolve_are_to_be_written_in_full() {
        TopicsGate unresolved = new TopicsGate(
                (client, claim) -> new TopicsReport.Unreachable(
                        "Kafka cannot be reached: No resolvable bootstrap urls given in bootstrap.servers"),
                clock);

        assertThat(unresolved.check(PLAN, BEFORE, MEMBERS))
                .isInstanceOfSatisfying(
                        TopicsReport.Unreachable.class,
                        silent -> assertThat(silent.message())
                                .contains("kafka.ns.svc:9092", "<service>.<namespace>.svc")
                                .doesNotContain("spec.kafka.tls"));
    }

    @Test
    void topics_that_are_to_be_ignored_are_not_asked_for() {
        ConnectCluster cluster = Clusters.cluster("ns", "example");
        cluster.getSpec().getTopics().setManagement("Ignore");

        TopicsReport report = gate.check(Clusters.plan(cluster), BEFORE, MEMBERS);

        assertThat(report).isEqualTo(new TopicsReport.NotLookedAt("spec.topics.management is Ignore"));
        assertThat(questions).hasValue(0);
    }

    @Test
    void nobody_is_asked_with_a_login_that_the_operator_may_not_load() {
        ConnectCluster cluster =
                GoldenCase.of("children", "kafka-custom-kerberos").resource("in.yaml", ConnectCluster.class);

        assertThat(gate.check(Clusters.plan(cluster), BEFORE, MEMBERS))
                .isInstanceOfSatisfying(
                        TopicsReport.NotLookedAt.class,
                        unknown -> assertThat(unknown.message()).contains("sasl.jaas.config"));
        assertThat(questions).hasValue(0);
        assertThat(Clusters.plan(cluster).kafkaAccess().withoutClient()).isNotNull();
    }

    @Test
    void an_answer_that_took_long_is_as_old_as_its_question() {
        answerTakes = TopicsGate.GOOD_FOR;
        gate.check(PLAN, BEFORE, MEMBERS);

        gate.check(PLAN, BEFORE, MEMBERS);

        assertThat(questions).hasValue(2);
    }
}

package dev.kafkaconnect.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterId;
import dev.kafkaconnect.operator.observe.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TopicsGateTest {
    private static final ClusterId ID = new ClusterId("ns", "example");
    private static final ClusterPlan PLAN = Clusters.plan(Clusters.cluster("ns", "example"));

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
        gate.check(ID, PLAN, true);
        clock.advance(TopicsGate.GOOD_FOR.minusMillis(1));
        gate.check(ID, PLAN, true);
        assertThat(questions).hasValue(1);

        clock.advance(Duration.ofMillis(1));
        gate.check(ID, PLAN, true);

        assertThat(questions).hasValue(2);
    }

    @Test
    void an_answer_that_took_long_is_as_old_as_its_question() {
        answerTakes = TopicsGate.GOOD_FOR;
        gate.check(ID, PLAN, true);

        gate.check(ID, PLAN, true);

        assertThat(questions).hasValue(2);
    }
}

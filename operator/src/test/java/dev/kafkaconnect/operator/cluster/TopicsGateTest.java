package dev.kafkaconnect.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.kafka.TopicsReport;
import dev.kafkaconnect.operator.observe.ClusterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TopicsGateTest {
    private static final ClusterId ID = new ClusterId("ns", "example");
    private static final ClusterPlan PLAN = Clusters.plan(Clusters.cluster("ns", "example"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final AtomicInteger questions = new AtomicInteger();
    private Duration answerTakes = Duration.ZERO;
    private final TopicsGate gate = new TopicsGate(
            (client, claim) -> {
                questions.incrementAndGet();
                pass(answerTakes);
                return new TopicsReport.Verified("kafka-id", List.of());
            },
            clock);

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void a_good_answer_holds_for_a_minute() {
        gate.check(ID, PLAN, true);
        pass(TopicsGate.GOOD_FOR.minusMillis(1));
        gate.check(ID, PLAN, true);
        assertThat(questions).hasValue(1);

        pass(Duration.ofMillis(1));
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

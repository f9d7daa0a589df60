package dev.kafkaconnect.operator.connector.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectorstatus.Topics;
import dev.kafkaconnect.operator.connector.advice.Advice.AdviceInputs;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the workers are asked which topics a connector uses, and what is kept of the answer. */
class UsedTopicsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final AdviceInputs RUN = new AdviceInputs("4", "orders", 4, "runs");
    private static final UsedTopics TOLD = UsedTopics.told(List.of("b", "a"), RUN, NOW);

    @Test
    void theyAreAskedOnceAndSeldomAgain() {
        assertThat(UsedTopics.UNKNOWN.isDue(RUN, NOW)).isTrue();
        assertThat(TOLD.isDue(RUN, NOW)).isFalse();
        assertThat(TOLD.isDue(RUN, NOW.plus(UsedTopics.OLD).minusSeconds(1))).isFalse();
        assertThat(TOLD.isDue(RUN, NOW.plus(UsedTopics.OLD))).isTrue();
    }

    @Test
    void theyAreAskedAgainWhenTheTasksAreOthers() {
        assertThat(TOLD.isDue(new AdviceInputs("4", "orders", 3, "runs"), NOW)).isTrue();
    }

    @Test
    void aRequestThatFailsIsNotRepeatedAtOnceAndTakesNothingBack() {
        AdviceInputs other = new AdviceInputs("4", "orders", 3, "runs");

        UsedTopics kept = TOLD.unanswered(other, NOW);

        assertThat(kept.names()).containsExactly("a", "b");
        assertThat(kept.isDue(other, NOW.plus(UsedTopics.RETRY).minusSeconds(1)))
                .isFalse();
        assertThat(kept.isDue(other, NOW.plus(UsedTopics.RETRY))).isTrue();
    }

    @Test
    void fiftyAreNamedAndAllAreCounted() {
        UsedTopics many = UsedTopics.told(
                IntStream.range(0, 1000).mapToObj("topic-%03d"::formatted).toList(), RUN, NOW);

        assertThat(many.count()).isEqualTo(1000);
        assertThat(many.names()).hasSize(50).first().isEqualTo("topic-000");
    }

    @Test
    void workersThatKeepNoRecordTakeTheListAway() {
        UsedTopics none = UsedTopics.told(null, RUN, NOW);

        assertThat(none.block()).isNull();
        assertThat(none.isDue(RUN, NOW.plusSeconds(60))).isFalse();
    }

    @Test
    void aConnectorThatHasUsedNoneHasAnEmptyList() {
        assertThat(UsedTopics.told(List.of(), RUN, NOW).block())
                .isNotNull()
                .extracting(Topics::getCount)
                .isEqualTo(0);
    }

    @Test
    void whatAnEarlierOperatorToldStaysUntilTheWorkersAreAsked() {
        Connector connector = new Connector();
        ConnectorStatus status = new ConnectorStatus();
        status.setTopics(TOLD.block());
        connector.setStatus(status);

        UsedTopics known = Advice.of(connector).topics();

        assertThat(known.names()).containsExactly("a", "b");
        assertThat(known.isDue(RUN, NOW)).isTrue();
    }
}

package dev.kafkaconnect.operator.connector.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connector.advice.Advice.AdviceInputs;
import dev.kafkaconnect.operator.connector.spec.ReferencedValues;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.values.ValueFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ValueSource SOURCE = new ValueSource("password", Reference.secret("team", "database"), "pass");
    private static final AdviceInputs GROUND = new AdviceInputs("4", "orders", 4, "runs");
    private static final Advice ADVISED = Advice.NONE.on(GROUND, NOW).withAdvice(List.of("less would do"));

    @Test
    void numbersAreJudgedWhenTheyHaveHeldForAWhile() {
        Advice young = Advice.NONE.on(GROUND, NOW);

        assertThat(young.untilSettled(NOW)).isEqualTo(Advice.SETTLED);
        assertThat(young.on(GROUND, NOW.plusSeconds(29)).untilSettled(NOW.plusSeconds(29)))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(young.on(GROUND, NOW.plusSeconds(60)).untilSettled(NOW.plusSeconds(60)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"4, orders, 3, runs", "4, orders, 4, does not"})
    void adviceStaysWhileTasksMove(String tasksMax, String topics, int tasks, String state) {
        Advice moved = ADVISED.on(new AdviceInputs(tasksMax, topics, tasks, state), NOW.plusSeconds(60));

        assertThat(moved.advice()).containsExactly("less would do");
        assertThat(moved.untilSettled(NOW.plusSeconds(60))).isEqualTo(Advice.SETTLED);
    }

    @ParameterizedTest
    @CsvSource({"2, orders, 4, runs", "4, returns, 4, runs"})
    void adviceGoesWithTheWishThatItWasAbout(String tasksMax, String topics, int tasks, String state) {
        assertThat(ADVISED.on(new AdviceInputs(tasksMax, topics, tasks, state), NOW)
                        .advice())
                .isEmpty();
    }

    @Test
    void anotherOperatorGoesOnTellingWhatTheFirstOneTold() {
        Advice read = Advice.of(told(4));

        assertThat(read.advice()).containsExactly("less would do");
        assertThat(read.on(GROUND, NOW).advice()).containsExactly("less would do");
        assertThat(read.deadLetters()).isEqualTo(new Advice.DeadLetters("dead", 7));
        assertThat(read.listing()).isEqualTo(OffsetsListing.done("now", "orders-offsets", NOW));
    }

    @Test
    void whatIsSaidOfValuesIsSaidAnewAtEachLook() {
        Advice told = ADVISED.with(values("spec.configFrom: ends with a line break"));
        assertThat(told.sentences()).containsExactly("spec.configFrom: ends with a line break", "less would do");

        Connector connector = told(4);
        connector.getStatus().setAdvice(told.sentences());
        Advice read = Advice.of(connector);

        assertThat(read.sentences()).isEqualTo(told.sentences());
        assertThat(read.with(ReferencedValues.of(List.of(SOURCE)))).isEqualTo(read);
        assertThat(read.with(ReferencedValues.NONE).sentences()).containsExactly("less would do");
    }

    private static ReferencedValues values(String advice) {
        ValueFiles files = ValueFiles.of("orders", new TreeMap<>(), new byte[] {1});
        return ReferencedValues.of(List.of(SOURCE)).found(files, List.of(advice));
    }

    @Test
    void anotherOperatorDoesNotTellWhatWasSaidOfAnEarlierSpec() {
        assertThat(Advice.of(told(3)).advice()).isEmpty();
    }

    private static Connector told(long generation) {
        ConnectorStatus status = new ConnectorStatus();
        status.setObservedGeneration(generation);
        status.setAdvice(List.of("less would do"));
        var queue = new dev.kafkaconnect.api.connectorstatus.DeadLetterQueue();
        queue.setTopic("dead");
        queue.setRecords(7L);
        status.setDeadLetterQueue(queue);
        status.setListedOffsets(
                OffsetsListing.done("now", "orders-offsets", NOW).block());
        Connector connector = new Connector();
        connector.getMetadata().setGeneration(4L);
        connector.setStatus(status);
        return connector;
    }
}

package dev.kafkaconnect.operator.connector.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleTimeTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest(name = "{0} s without a task, the last begin of another {1} s after its own")
    @CsvSource({
        "59, 0, false",
        "60, 0, true",
        "60, 1, false",
        "100, 41, false",
        "100, 40, true",
        "599, 590, false",
        "600, 590, true"
    })
    void isOverAMinuteAfterTheWorkersBeganSomethingAndAfterTenMinutesInAnyCase(int seconds, int others, boolean over) {
        Observation look = idle(seconds, others);

        assertThat(IdleTime.isOver(look, memory(BEGIN))).isEqualTo(over);
    }

    @Test
    void beginsWhenTheConnectorIsFirstSeenWithoutATask() {
        assertThat(IdleTime.since(idle(5, 0), memory(null))).isEqualTo(BEGIN.plusSeconds(5));
        assertThat(IdleTime.since(idle(20, 0), memory(BEGIN))).isEqualTo(BEGIN);
    }

    @Test
    void oneThatHasNothingToDoStaysSoWhenOthersBegin() {
        ReconcileState ready = memory(IdleTime.since(idle(60, 0), memory(BEGIN)));

        assertThat(IdleTime.isOver(idle(3600, 3600), ready)).isTrue();
        assertThat(IdleTime.since(idle(3600, 3600), ready)).isEqualTo(IdleTime.FOR_GOOD);
    }

    @Test
    void endsWithTheFirstTask() {
        Observation look = new Observation(
                Observations.connector(RunState.Running, RunState.Running),
                BEGIN.plusSeconds(90),
                RestartEvidence.Unknown);

        assertThat(IdleTime.since(look, memory(BEGIN))).isNull();
    }

    private static Observation idle(int seconds, int others) {
        return new Observation(
                Observations.connector(RunState.Running),
                BEGIN.plusSeconds(seconds),
                RestartEvidence.Unknown,
                BEGIN.plusSeconds(others));
    }

    private static ReconcileState memory(@Nullable Instant idleSince) {
        return ReconcileState.NONE.idleSince(idleSince);
    }
}

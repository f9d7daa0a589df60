package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTimesTest {
    private static final Instant FIRST = Instant.parse("2026-01-31T12:00:00.987Z");
    private static final Instant LATER = FIRST.plusSeconds(60);
    private static final Verdict READY = new Verdict.Ready(Reason.Running, "it runs");
    private static final Verdict WAITING = new Verdict.Progressing(Reason.Starting, "it starts");
    private static final Verdict STALLED = new Verdict.Stalled(Reason.ConfigInvalid, "it is wrong");
    private static final List<ConditionDraft> FACTS = List.of(
            ConditionDraft.yes("ConfigValid", Reason.Accepted, "accepted"),
            ConditionDraft.no("TasksReady", Reason.NoTasks, "no tasks"));

    @Test
    void aNewConditionBeginsNow() {
        List<Condition> conditions = conditions(READY, null, FIRST);

        assertThat(conditions).extracting(Condition::getLastTransitionTime).containsOnly("2026-01-31T12:00:00Z");
    }

    @Test
    void theTimeStaysWhileTheStatusDoes() {
        Verdict sameStatus = new Verdict.Ready(Reason.Paused, "it is paused");

        List<Condition> conditions = conditions(sameStatus, conditions(READY, null, FIRST), LATER);

        assertThat(conditions).extracting(Condition::getLastTransitionTime).containsOnly("2026-01-31T12:00:00Z");
        assertThat(conditions.getFirst().getReason()).isEqualTo("Paused");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Ready, 2026-01-31T12:01:00Z",
        "Stalled, 2026-01-31T12:01:00Z",
        "ConfigValid, 2026-01-31T12:00:00Z",
        "TasksReady, 2026-01-31T12:00:00Z"
    })
    void theTimeMovesOnlyWhereTheStatusChanged(String type, String time) {
        List<Condition> conditions = conditions(STALLED, conditions(READY, null, FIRST), LATER);

        assertThat(conditions)
                .filteredOn(condition -> condition.getType().equals(type))
                .extracting(Condition::getLastTransitionTime)
                .containsExactly(time);
    }

    @Test
    void theSameFindingsMakeTheSameConditionsLater() {
        List<Condition> before = conditions(WAITING, null, FIRST);

        List<Condition> after = conditions(WAITING, before, LATER);

        assertThat(after).isEqualTo(before);
    }

    private static List<Condition> conditions(Verdict verdict, @Nullable List<Condition> before, Instant now) {
        return Conditions.of(verdict, FACTS, before, 4L, now);
    }
}

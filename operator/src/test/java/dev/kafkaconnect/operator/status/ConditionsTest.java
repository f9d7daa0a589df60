package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionsTest {
    private static final Instant FIRST = Instant.parse("2026-01-31T12:00:00.987Z");
    private static final Instant LATER = FIRST.plusSeconds(60);
    private static final Verdict READY = new Verdict.Ready(Reason.Running, "it runs");
    private static final Verdict WAITING = new Verdict.Progressing(Reason.Starting, "it starts");
    private static final Verdict MISSING = new Verdict.Awaiting(Reason.ReferenceMissing, "it is missing");
    private static final Verdict STALLED = new Verdict.Stalled(Reason.ConfigInvalid, "it is wrong");
    private static final Verdict UNCLEAR = new Verdict.Unknown(Reason.RestUnreachable, "it is silent");
    private static final List<ConditionDraft> FACTS = List.of(
            ConditionDraft.yes("ConfigValid", Reason.Accepted, "accepted"),
            ConditionDraft.no("TasksReady", Reason.NoTasks, "no tasks"));

    static Stream<Verdict> verdicts() {
        return Stream.of(READY, WAITING, MISSING, STALLED, UNCLEAR);
    }

    @Test
    void readyStandsAloneWhenAllIsWell() {
        List<Condition> conditions = conditions(READY, null, FIRST);

        assertThat(conditions)
                .extracting(Condition::getType, Condition::getStatus)
                .containsExactly(tuple("Ready", "True"), tuple("ConfigValid", "True"), tuple("TasksReady", "False"));
    }

    @Test
    void whatWillComeByItselfIsReconciling() {
        List<Condition> conditions = conditions(WAITING, null, FIRST);

        assertThat(conditions)
                .extracting(Condition::getType, Condition::getStatus)
                .startsWith(tuple("Ready", "False"), tuple("Reconciling", "True"))
                .hasSize(4);
    }

    @Test
    void whatNeedsSomebodyIsStalled() {
        List<Condition> conditions = conditions(STALLED, null, FIRST);

        assertThat(conditions)
                .extracting(Condition::getType, Condition::getStatus)
                .startsWith(tuple("Ready", "False"), tuple("Stalled", "True"))
                .hasSize(4);
    }

    @Test
    void whatCannotBeToldIsNeitherReadyNorUnready() {
        List<Condition> conditions = conditions(UNCLEAR, null, FIRST);

        assertThat(conditions)
                .extracting(Condition::getType, Condition::getStatus)
                .startsWith(tuple("Ready", "Unknown"), tuple("Reconciling", "True"))
                .hasSize(4);
    }

    @Test
    void factsFollowInTheOrderInWhichTheyAreGiven() {
        List<ConditionDraft> reversed = new ArrayList<>(FACTS);
        Collections.reverse(reversed);

        List<Condition> conditions = Conditions.of(READY, reversed, null, 4L, FIRST);

        assertThat(conditions).extracting(Condition::getType).containsExactly("Ready", "TasksReady", "ConfigValid");
    }

    @Test
    void theOrderDoesNotDependOnWhatWasThereBefore() {
        List<Condition> before = new ArrayList<>(conditions(WAITING, null, FIRST));
        Collections.reverse(before);

        List<Condition> after = conditions(WAITING, before, LATER);

        assertThat(after)
                .extracting(Condition::getType)
                .containsExactly("Ready", "Reconciling", "ConfigValid", "TasksReady");
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void everyConditionTellsTheGenerationItSpeaksOf(Verdict verdict) {
        List<Condition> conditions = conditions(verdict, conditions(READY, null, FIRST), LATER);

        assertThat(conditions).extracting(Condition::getObservedGeneration).containsOnly(4L);
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void theSummaryGivesTheReasonOfTheVerdict(Verdict verdict) {
        List<Condition> conditions = conditions(verdict, null, FIRST);

        assertThat(conditions)
                .filteredOn(
                        condition -> List.of("Ready", "Reconciling", "Stalled").contains(condition.getType()))
                .extracting(Condition::getReason, Condition::getMessage)
                .containsOnly(tuple(verdict.reason().name(), verdict.message()));
    }

    private static List<Condition> conditions(Verdict verdict, @Nullable List<Condition> before, Instant now) {
        return Conditions.of(verdict, FACTS, before, 4L, now);
    }
}

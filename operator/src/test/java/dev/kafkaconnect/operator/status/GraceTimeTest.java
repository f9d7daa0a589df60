package dev.kafkaconnect.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GraceTimeTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant BEFORE_THE_END = START.plus(GraceTime.LENGTH).minusSeconds(1);
    private static final Instant END = START.plus(GraceTime.LENGTH);
    private static final Verdict MISSING = new Verdict.Awaiting(Reason.SecretMissing, "the Secret does not exist");
    private static final Verdict ANOTHER = new Verdict.Awaiting(Reason.PluginMissing, "the class is not installed");
    private static final Verdict STARTING = new Verdict.Progressing(Reason.Starting, "it starts");

    @Test
    void whatIsMissingIsReconcilingDuringTheGraceTime() {
        List<Condition> first = conditions(MISSING, 1, null, START);

        assertThat(summary(conditions(MISSING, 1, first, BEFORE_THE_END)))
                .containsExactly(tuple("Ready", "False"), tuple("Reconciling", "True"));
    }

    @Test
    void andStalledAfterIt() {
        List<Condition> first = conditions(MISSING, 1, null, START);

        assertThat(summary(conditions(MISSING, 1, first, END)))
                .containsExactly(tuple("Ready", "False"), tuple("Stalled", "True"));
    }

    @Test
    void itStaysStalledWhileTheSameIsMissing() {
        List<Condition> stalled = conditions(MISSING, 1, conditions(MISSING, 1, null, START), END);

        assertThat(summary(conditions(MISSING, 1, stalled, END.plusSeconds(60))))
                .containsExactly(tuple("Ready", "False"), tuple("Stalled", "True"));
    }

    @Test
    void anotherThingThatIsMissingHasAGraceTimeOfItsOwn() {
        List<Condition> first = conditions(MISSING, 1, null, START);
        List<Condition> second = conditions(ANOTHER, 1, first, BEFORE_THE_END);

        assertThat(summary(conditions(ANOTHER, 1, second, END)))
                .containsExactly(tuple("Ready", "False"), tuple("Reconciling", "True"));
    }

    @Test
    void aChangedSpecBeginsTheGraceTimeAgain() {
        List<Condition> stalled = conditions(MISSING, 1, conditions(MISSING, 1, null, START), END);

        assertThat(summary(conditions(MISSING, 2, stalled, END)))
                .containsExactly(tuple("Ready", "False"), tuple("Reconciling", "True"));
    }

    @Test
    void whatWasUnderWayBeforeDoesNotShortenIt() {
        List<Condition> first = conditions(STARTING, 1, null, START);
        List<Condition> second = conditions(MISSING, 1, first, END);

        assertThat(summary(second)).containsExactly(tuple("Ready", "False"), tuple("Reconciling", "True"));
        assertThat(second.get(1).getLastTransitionTime()).isEqualTo(END.toString());
    }

    private static List<Condition> conditions(
            Verdict verdict, long generation, @Nullable List<Condition> before, Instant now) {
        return Conditions.of(verdict, List.of(), before, generation, now);
    }

    private static List<org.assertj.core.groups.Tuple> summary(List<Condition> conditions) {
        return conditions.stream()
                .map(condition -> tuple(condition.getType(), condition.getStatus()))
                .toList();
    }
}

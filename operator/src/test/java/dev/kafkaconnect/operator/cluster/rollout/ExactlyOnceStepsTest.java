package dev.kafkaconnect.operator.cluster.rollout;

import static dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase.Disabled;
import static dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase.Enabled;
import static dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase.Preparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.plan.ExactlyOncePhase;
import dev.kafkaconnect.operator.cluster.rollout.ExactlyOnceSteps.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactlyOnceStepsTest {

    /** Phases by their first letter: template, what the workers run, their state, what is wanted, what is next. */
    @ParameterizedTest(name = "template {0}, workers {1} {2}, wanted {3}: {4}")
    @CsvSource(textBlock = """
            # nothing to do
            D, D,  SETTLED, D, D
            E, E,  SETTLED, E, E
            D, D,  MOVING,  D, D
            E, E,  STUCK,   E, E
            # without any worker there is nobody to go gently with
            D, '', NONE,    E, E
            E, '', NONE,    D, D
            P, '', NONE,    E, E
            P, '', NONE,    D, D
            # forwards: preparing at once, whatever the workers do, enabled when all are settled
            D, D,  SETTLED, E, P
            D, D,  MOVING,  E, P
            D, D,  STUCK,   E, P
            P, D,  MOVING,  E, P
            P, DP, MOVING,  E, P
            P, DP, STUCK,   E, P
            P, P,  MOVING,  E, P
            P, P,  STUCK,   E, P
            P, P,  SETTLED, E, E
            E, P,  MOVING,  E, E
            E, PE, MOVING,  E, E
            # backwards the same way
            E, E,  SETTLED, D, P
            E, E,  MOVING,  D, P
            E, E,  STUCK,   D, P
            P, E,  MOVING,  D, P
            P, PE, MOVING,  D, P
            P, PE, STUCK,   D, P
            P, P,  MOVING,  D, P
            P, P,  SETTLED, D, D
            D, P,  MOVING,  D, D
            D, DP, MOVING,  D, D
            # taken back on the way: at once to what some workers still run
            P, D,  MOVING,  D, D
            P, DP, MOVING,  D, D
            P, DP, STUCK,   D, D
            E, PE, MOVING,  D, P
            P, E,  MOVING,  E, E
            P, PE, MOVING,  E, E
            D, DP, MOVING,  E, P
            # all workers are preparing and some of them cannot: out, but not on
            P, P,  STUCK,   D, D
            # what is missing may be anything
            P, DPE, MOVING, E, P
            P, DPE, MOVING, D, P
            P, DPE, STUCK,  D, P
            D, DPE, MOVING, E, P
            E, DPE, MOVING, D, P
            """)
    void goesOneStepAtATime(String template, String running, State state, String wanted, String next) {
        ExactlyOnceSteps steps = new ExactlyOnceSteps(phase(template), phases(running), phases(running), state);

        assertThat(steps.next(phase(wanted))).isEqualTo(phase(next));
    }

    @ParameterizedTest(name = "workers {0}, next {1}, wanted {2}: {3}")
    @CsvSource(textBlock = """
            D,  D, D, ''
            E,  E, E, ''
            '', E, E, ''
            D,  P, E, 'exactly-once sources: this rollout is the first of two, to preparing; the second, to enabled, follows automatically'
            P,  P, E, 'exactly-once sources: this rollout is the first of two, to preparing; the second, to enabled, follows automatically'
            P,  E, E, 'exactly-once sources: this rollout is the last, to enabled'
            PE, E, E, 'exactly-once sources: this rollout is the last, to enabled'
            PE, P, D, 'exactly-once sources: this rollout is the first of two, to preparing; the second, to disabled, follows automatically'
            DP, D, D, 'exactly-once sources: this rollout is the last, to disabled'
            """)
    void tellsWhichRolloutItIs(String running, String next, String wanted, String remark) {
        ExactlyOnceSteps steps = new ExactlyOnceSteps(Disabled, phases(running), phases(running), State.MOVING);

        assertThat(steps.remark(phase(next), phase(wanted))).isEqualTo(remark);
    }

    @Test
    void aWorkerThatIsMissingIsNoSignOfExactlyOnceSources() {
        ExactlyOnceSteps steps = new ExactlyOnceSteps(
                Disabled, EnumSet.of(Disabled), EnumSet.allOf(ExactlyOncePhase.class), State.MOVING);

        assertThat(steps.remark(Disabled, Disabled)).isEmpty();
    }

    @Test
    void onlyNeighboursRunBesideOneAnother() {
        assertThat(Disabled.mayRunBeside(Preparing)).isTrue();
        assertThat(Enabled.mayRunBeside(Preparing)).isTrue();
        assertThat(Enabled.mayRunBeside(Enabled)).isTrue();
        assertThat(Disabled.mayRunBeside(Enabled)).isFalse();
    }

    private static ExactlyOncePhase phase(String letter) {
        return Arrays.stream(ExactlyOncePhase.values())
                .filter(phase -> phase.name().startsWith(letter))
                .findFirst()
                .orElseThrow();
    }

    private static Set<ExactlyOncePhase> phases(String letters) {
        return letters.chars()
                .mapToObj(letter -> phase(Character.toString(letter)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ExactlyOncePhase.class)));
    }
}

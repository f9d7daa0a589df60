package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollBudgetTest {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    @ParameterizedTest(name = "polls of {0} ms")
    @ValueSource(ints = {5, 20, 50, 150})
    void keepsPollsToATenthOfTheTimeHoweverOftenSomethingHappens(int millis) {
        Duration cost = Duration.ofMillis(millis);
        PollBudget budget = PollBudget.FULL;
        Duration polled = Duration.ZERO;
        Duration all = Duration.ZERO;
        while (all.compareTo(Duration.ofMinutes(1)) < 0) {
            budget = budget.afterPoll(cost);
            Duration pause = PollPace.longer(SHORTEST_PAUSE, budget.pauseBefore(cost));
            budget = budget.afterRest(pause);
            polled = polled.plus(cost);
            all = all.plus(cost).plus(pause);
        }

        Duration saved = Duration.ofMillis(500);
        assertThat(polled.minus(saved)).isLessThanOrEqualTo(all.dividedBy(10).plus(cost));
    }

    @Test
    void paysForTenPollsInARowAfterARest() {
        Duration cost = Duration.ofMillis(50);
        PollBudget budget = PollBudget.FULL;
        for (int poll = 1; poll <= 9; poll++) {
            budget = budget.afterPoll(cost);
            assertThat(budget.pauseBefore(cost)).as("after poll %d", poll).isZero();
        }
        assertThat(budget.afterPoll(cost).pauseBefore(cost)).hasMillis(450);
    }

    @Test
    void savesNoMoreThanHalfASecondHoweverLongTheRest() {
        assertThat(new PollBudget(Duration.ZERO).afterRest(Duration.ofHours(1))).isEqualTo(PollBudget.FULL);
    }

    @Test
    void forgetsWhatASlowPollHasCostAfterTwoSeconds() {
        Duration cost = Duration.ofMillis(50);

        PollBudget budget = PollBudget.FULL.afterPoll(Duration.ofMinutes(1));

        assertThat(budget.pauseBefore(cost)).hasSeconds(2);
        assertThat(budget.afterRest(Duration.ofSeconds(2)).saved())
                .isBetween(Duration.ofMillis(-1), Duration.ofMillis(1));
    }
}

package dev.kafkaconnect.operator.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots(2);
    private final List<String> order = new ArrayList<>();

    private CompletableFuture<Void> take(String flow, String name) {
        CompletableFuture<Void> turn = slots.take(flow);
        turn.thenRun(() -> order.add(name));
        return turn;
    }

    @Test
    void noMoreThanTheNumberOfSlotsAreTakenAtOnce() {
        take("a", "a1");
        take("a", "a2");
        CompletableFuture<Void> third = take("a", "a3");

        assertThat(third).isNotDone();
        slots.giveBack();
        assertThat(third).isCompleted();
    }

    @Test
    void aSlotThatNobodyWaitsForIsFreeAgain() {
        take("a", "a1");
        slots.giveBack();
        slots.giveBack();

        assertThat(take("a", "a2")).isCompleted();
        assertThat(take("a", "a3")).isCompleted();
    }

    @Test
    void aThousandOfOneFlowDelayOneOfAnotherByOneTurn() {
        for (int number = 0; number < 1_000; number++) {
            take("herd", "herd" + number);
        }
        take("other", "other");

        slots.giveBack();
        slots.giveBack();

        assertThat(order).containsExactly("herd0", "herd1", "herd2", "other");
    }

    @Test
    void flowsTakeTurns() {
        take("a", "a1");
        take("a", "a2");
        take("a", "a3");
        take("a", "a4");
        take("b", "b1");
        take("b", "b2");

        for (int back = 0; back < 4; back++) {
            slots.giveBack();
        }

        assertThat(order).containsExactly("a1", "a2", "a3", "b1", "a4", "b2");
    }

    @Test
    void whoGaveUpWaitingIsPassedOver() {
        take("a", "a1");
        take("a", "a2");
        take("a", "a3").cancel(false);
        take("a", "a4");

        slots.giveBack();

        assertThat(order).containsExactly("a1", "a2", "a4");
    }
}

package dev.kafkaconnect.operator.cluster.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final ClusterId A = new ClusterId("team", "a");
    private static final ClusterId B = new ClusterId("team", "b");
    private static final ClusterId C = new ClusterId("team", "c");

    private final Turns turns = new Turns(2);

    @Test
    void soManyHaveTheirTurnAndTheNextWaitsForThem() {
        assertThat(turns.waitsFor(A, Set.of())).isEmpty();
        assertThat(turns.waitsFor(B, Set.of())).isEmpty();
        assertThat(turns.waitsFor(C, Set.of())).containsExactly(A, B);
        assertThat(turns.waitsFor(A, Set.of())).isEmpty();
    }

    @Test
    void theNextHasItWhenOneIsReleased() {
        turns.waitsFor(A, Set.of());
        turns.waitsFor(B, Set.of());
        turns.release(A);

        assertThat(turns.waitsFor(C, Set.of())).isEmpty();
        assertThat(turns.waitsFor(A, Set.of())).containsExactly(B, C);
    }

    @Test
    void whatIsUnderWayCountsAfterARestart() {
        assertThat(turns.waitsFor(C, Set.of(A, B))).containsExactly(A, B);
        assertThat(turns.waitsFor(A, Set.of(A, B))).isEmpty();
    }

    @Test
    void aRolloutThatIsUnderWayGoesOn() {
        turns.waitsFor(A, Set.of());
        turns.waitsFor(B, Set.of());
        turns.holds(C);

        assertThat(turns.waitsFor(C, Set.of())).isEmpty();
    }
}

package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChangesTest {
    private final ManualClock clock = new ManualClock();
    private final FakeWorkers workers = new FakeWorkers();
    private final Changes changes = new Changes(workers::leaving, clock);

    @Test
    void noneIsSentWhileAWorkerIsStopping() throws Exception {
        workers.leaving.set("example-worker-2");
        assertThatThrownBy(() -> changes.carryOut(() -> "sent"))
                .isInstanceOf(ConnectFault.Busy.class)
                .hasMessageContaining("example-worker-2 is stopping");

        workers.leaving.set(null);
        assertThat(changes.carryOut(() -> "sent")).isEqualTo("sent");
    }

    @Test
    void aWorkerThatIsTakenCountsAsStoppingBeforeItsPodSaysSo() throws Exception {
        changes.taking("example-worker-1");
        assertThatThrownBy(() -> changes.carryOut(() -> "sent")).hasMessageContaining("example-worker-1 is stopping");

        clock.advance(Duration.ofSeconds(3));
        assertThat(changes.carryOut(() -> "sent")).isEqualTo("sent");
    }

    @Test
    void theLastOneIsRememberedEvenIfItFailed() throws Exception {
        assertThat(changes.last()).isEqualTo(Instant.EPOCH);
        Instant first = clock.instant();

        assertThatThrownBy(() -> changes.carryOut(() -> {
                    assertThat(changes.last()).as("under way").isEqualTo(clock.instant());
                    throw new ConnectFault.Busy("a rebalance is expected");
                }))
                .isInstanceOf(ConnectFault.Busy.class);
        clock.advance(Duration.ofSeconds(10));

        assertThat(changes.last()).isEqualTo(first);
    }

    @Test
    @Timeout(10)
    void oneThatFailedMakesRoomForTheNext() throws Exception {
        for (int number = 0; number < 100; number++) {
            assertThatThrownBy(() -> changes.carryOut(() -> {
                        throw new ConnectFault.Busy("a rebalance is expected");
                    }))
                    .isInstanceOf(ConnectFault.Busy.class);
        }

        assertThat(changes.carryOut(() -> "sent")).isEqualTo("sent");
    }
}

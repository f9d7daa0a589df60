package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConnectWriteGateTest {
    private static final String NAME = "orders";

    private final ManualClock clock = new ManualClock();
    private final FakeWorkerPods workers = new FakeWorkerPods();
    private final ConnectWriteGate changes =
            new ConnectWriteGate(new WorkerShutdownTracker(workers, Optional::empty, names -> {}, clock), clock);

    @Test
    void noneIsSentWhileAWorkerIsStopping() {
        workers.leaving.add("example-worker-2");

        assertThatThrownBy(() -> changes.carryOut(NAME, () -> "sent"))
                .isInstanceOf(ConnectFault.Busy.class)
                .hasMessageContaining("example-worker-2 is stopping");
    }

    @Test
    void theLastOneIsRememberedEvenIfItFailed() throws Exception {
        assertThat(changes.last()).isEqualTo(Instant.EPOCH);
        Instant first = clock.instant();

        assertThatThrownBy(() -> changes.carryOut(NAME, () -> {
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
            assertThatThrownBy(() -> changes.carryOut(NAME, () -> {
                        throw new ConnectFault.Busy("a rebalance is expected");
                    }))
                    .isInstanceOf(ConnectFault.Busy.class);
        }

        assertThat(changes.carryOut(NAME, () -> "sent")).isEqualTo("sent");
    }
}

package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChangeWindowTest {
    private static final int HALF = ChangeWindow.MOST / 2;

    private final ManualClock clock = new ManualClock();
    private final ChangeWindow window = new ChangeWindow(clock);

    private void taken(int times) throws Exception {
        for (int time = 0; time < times; time++) {
            window.carryOut(Optional::empty, () -> "taken");
        }
    }

    private void refused(ConnectFault fault) {
        clock.advance(Duration.ofMillis(1));
        assertThatExceptionOfType(ConnectFault.class)
                .isThrownBy(() -> window.carryOut(Optional::empty, () -> {
                    throw fault;
                }));
    }

    private void busy() {
        refused(new ConnectFault.Busy("a rebalance is expected"));
    }

    @Test
    void isHalfAsLargeAfterAChangeThatTheWorkersWereTooBusyFor() {
        busy();
        assertThat(window.limit()).isEqualTo(HALF);
        busy();
        assertThat(window.limit()).isEqualTo(HALF / 2);
        for (int time = 0; time < 5; time++) {
            busy();
        }

        assertThat(window.limit()).isEqualTo(ChangeWindow.LEAST);
    }

    @Test
    void isHalfAsLargeAfterAChangeThatTookLong() throws Exception {
        window.carryOut(Optional::empty, () -> {
            clock.advance(ChangeWindow.SLOW.plusMillis(1));
            return "taken";
        });

        assertThat(window.limit()).isEqualTo(HALF);
    }

    @Test
    void growsByOneWithEachRoundThatTheWorkersTake() throws Exception {
        busy();

        taken(HALF - 1);
        assertThat(window.limit()).isEqualTo(HALF);
        taken(1);
        assertThat(window.limit()).isEqualTo(HALF + 1);
        taken(ChangeWindow.MOST * ChangeWindow.MOST);

        assertThat(window.limit()).isEqualTo(ChangeWindow.MOST);
    }

    @Test
    void aRefusalOfTheWorkersSaysNothingOfTheirLoad() {
        refused(new ConnectFault.Rejected("no such topic"));

        assertThat(window.limit()).isEqualTo(ChangeWindow.MOST);
    }

    @Test
    void aChangeThatWasNotSentSaysNothingOfTheirLoad() {
        assertThatExceptionOfType(ConnectFault.Busy.class)
                .isThrownBy(() -> window.carryOut(() -> Optional.of("a worker is stopping"), () -> "sent"))
                .withMessage("a worker is stopping");

        assertThat(window.limit()).isEqualTo(ChangeWindow.MOST);
        assertThat(window.isEmpty()).isTrue();
    }

    @Test
    void changesThatAreRefusedTogetherCountOnce() {
        CountDownLatch all = new CountDownLatch(ChangeWindow.MOST);
        for (int number = 0; number < ChangeWindow.MOST; number++) {
            Thread.ofVirtual().start(() -> refusedWith(all));
        }

        await().until(() -> all.getCount() == 0 && window.isEmpty());
        assertThat(window.limit()).isEqualTo(HALF);
    }

    private void refusedWith(CountDownLatch all) {
        assertThatExceptionOfType(ConnectFault.class)
                .isThrownBy(() -> window.carryOut(Optional::empty, () -> {
                    all.countDown();
                    await().until(() -> all.getCount() == 0);
                    clock.advance(Duration.ofMillis(1));
                    throw new ConnectFault.Busy("a rebalance is expected");
                }));
    }

    @Test
    void noMoreAreUnderWayThanThereMayBe() {
        busy();
        busy();
        AtomicInteger underWay = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        for (int number = 0; number < ChangeWindow.MOST; number++) {
            Thread.ofVirtual().start(() -> held(underWay, end));
        }

        await().until(() -> underWay.get() == HALF / 2);
        await().during(Duration.ofMillis(100)).until(() -> underWay.get() == HALF / 2);
        assertThat(window.isEmpty()).isFalse();
        end.countDown();

        await().until(window::isEmpty);
    }

    private void held(AtomicInteger underWay, CountDownLatch end) {
        try {
            window.carryOut(Optional::empty, () -> {
                underWay.incrementAndGet();
                await().until(() -> end.getCount() == 0);
                return "taken";
            });
        } catch (ConnectFault | InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}

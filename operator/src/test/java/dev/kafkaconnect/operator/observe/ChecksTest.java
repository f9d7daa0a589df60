package dev.kafkaconnect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private final Checks checks = new Checks(Duration.ofMillis(1));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    @AfterEach
    void theyEnd() {
        end.countDown();
        threads.close();
    }

    private void hang(String connectorClass, int number) {
        int before = hanging.get();
        for (int check = 0; check < number; check++) {
            threads.submit(() -> checks.carryOut(connectorClass, () -> {
                hanging.incrementAndGet();
                try {
                    end.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
                return "hung";
            }));
        }
        await().until(() -> hanging.get() == before + number);
    }

    @Test
    void thoseThatHangHoldUpTheirClassAndNoOther() throws Exception {
        hang("Slow", Checks.OF_ONE_CLASS);

        assertThatThrownBy(() -> checks.carryOut("Slow", () -> "checked"))
                .isInstanceOf(ConnectFault.Busy.class)
                .hasMessageContaining("of Slow");
        assertThat(checks.carryOut("Good", () -> "checked")).isEqualTo("checked");
    }

    @Test
    void theWorkersAreNeverBusyWithMoreThanSoMany() {
        for (int number = 0; number < Checks.AT_ONCE / Checks.OF_ONE_CLASS; number++) {
            hang("Slow" + number, Checks.OF_ONE_CLASS);
        }

        assertThatThrownBy(() -> checks.carryOut("Good", () -> "checked")).isInstanceOf(ConnectFault.Busy.class);
    }

    @Test
    void oneThatFailsMakesRoomForTheNext() throws Exception {
        for (int number = 0; number < 100; number++) {
            assertThatThrownBy(() -> checks.carryOut("Bad", () -> {
                        throw new ConnectFault.Unreachable("no answer");
                    }))
                    .isInstanceOf(ConnectFault.Unreachable.class);
        }

        assertThat(checks.carryOut("Bad", () -> "checked")).isEqualTo("checked");
    }
}

package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreShutdownTest {
    private final CountDownLatch stopped = new CountDownLatch(3);

    @Test
    void eachStoreIsStoppedWhileTheOthersAre() {
        CyclicBarrier allOfThem = new CyclicBarrier(3);

        StoreShutdown.together(Collections.nCopies(3, () -> {
            await(allOfThem);
            stopped.countDown();
        }));

        assertThat(stopped.getCount()).isZero();
    }

    @Test
    void aStoreThatFailsKeepsNoOtherFromStopping() {
        Runnable fails = () -> {
            throw new IllegalStateException("closed already");
        };

        StoreShutdown.together(List.of(fails, stopped::countDown, stopped::countDown));

        assertThat(stopped.getCount()).isEqualTo(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(50, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }
}

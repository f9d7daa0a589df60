package dev.kafkaconnect.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
    private static final long NEEDED = 60L << 20;

    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final IdleHeap idleHeap = new IdleHeap(heap::get, cpu::get, () -> {
        collections.incrementAndGet();
        heap.set(NEEDED);
    });

    @Test
    void aHeapThatHasGrownIsCollectedOnce() {
        heap.set(NEEDED + IdleHeap.WORTH_IT);

        idleHeap.look();
        idleHeap.look();

        assertThat(collections).hasValue(1);
    }

    @Test
    void aHeapThatGrowsAgainIsCollectedAgain() {
        heap.set(NEEDED);
        idleHeap.look();
        heap.set(NEEDED + IdleHeap.WORTH_IT);
        idleHeap.look();
        heap.set(NEEDED + IdleHeap.WORTH_IT + 1);

        idleHeap.look();

        assertThat(collections).hasValue(2);
    }

    @Test
    void aBusyProcessIsStoppedWhenItHasGrownSinceTheLastTime() {
        heap.set(NEEDED);
        idleHeap.look();
        heap.set(NEEDED + IdleHeap.WORTH_IT);
        cpu.addAndGet(Duration.ofSeconds(2).toNanos());

        idleHeap.look();

        assertThat(collections).hasValue(1);

        heap.set(NEEDED + IdleHeap.WORTH_IT + 1);
        cpu.addAndGet(Duration.ofSeconds(2).toNanos());
        idleHeap.look();

        assertThat(collections).hasValue(2);
    }

    @Test
    void whatABusyProcessNeedsIsGivenBackWhenItRests() {
        heap.set(NEEDED);
        idleHeap.look();
        AtomicLong needed = new AtomicLong(NEEDED + IdleHeap.WORTH_IT);
        IdleHeap busy = new IdleHeap(heap::get, cpu::get, () -> {
            collections.incrementAndGet();
            heap.set(needed.get());
        });
        heap.set(NEEDED + 2 * IdleHeap.WORTH_IT);
        cpu.addAndGet(Duration.ofSeconds(2).toNanos());
        busy.look();
        needed.set(NEEDED);

        busy.look();

        assertThat(heap).hasValue(NEEDED);
    }
}

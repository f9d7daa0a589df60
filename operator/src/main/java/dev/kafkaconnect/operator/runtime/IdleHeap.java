package dev.kafkaconnect.operator.runtime;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives memory back that thousands of changes have taken. The collector lets the old generation grow to its limit before it looks
 * for garbage there, and keeps what it took until it looks again, which in an operator at rest is never. So it is made to look
 * when the heap is larger than at the last rest and little else is done, and meanwhile when it has grown as much. Called by the
 * process of the operator; knows nothing of what it does.
 */
public final class IdleHeap implements AutoCloseable {
    /** In bytes. A collection stops everything for a tenth of a second or two. */
    static final long WORTH_IT = 24L << 20;

    /** Of a processor. */
    static final double IDLE = 0.2;

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final LongSupplier heap;
    private final LongSupplier cpuNanos;
    private final Runnable collect;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("idle-heap").unstarted(task));
    private long atRest;
    private long last;
    private long cpuBefore;

    /**
     * @param heap bytes that it takes from the machine, garbage and free ones included
     * @param cpuNanos what this process has taken of the processors
     */
    IdleHeap(LongSupplier heap, LongSupplier cpuNanos, Runnable collect) {
        this.heap = heap;
        this.cpuNanos = cpuNanos;
        this.collect = collect;
        this.cpuBefore = cpuNanos.getAsLong();
    }

    public static IdleHeap watched() {
        IdleHeap watched = new IdleHeap(Runtime.getRuntime()::totalMemory, IdleHeap::processCpu, System::gc);
        watched.timer.scheduleWithFixedDelay(
                watched::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return watched;
    }

    /** Once a {@link #PERIOD}. */
    void look() {
        long cpu = cpuNanos.getAsLong();
        boolean idle = cpu - cpuBefore < IDLE * PERIOD.toNanos();
        cpuBefore = cpu;
        long size = heap.getAsLong();
        if (size - (idle ? atRest : last) > WORTH_IT) {
            collect.run();
            last = heap.getAsLong();
            atRest = idle ? last : atRest;
        }
    }

    private static long processCpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package dev.kafkaconnect.operator.status;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that work has begun, where that takes a while: work that is soon done is reported once, by its result. Closed when the work is
 * done, and before its result is reported: the report is then sent, or will never be. Used by reconcilers.
 */
public final class DelayedReport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DelayedReport.class);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    /** @param report sends it; what it throws is logged and no more, since the result is reported in any case */
    public DelayedReport(Duration delay, Runnable report) {
        this.thread = Thread.ofVirtual().name("delayed-report").start(() -> reportAfter(delay, report));
    }

    private void reportAfter(Duration delay, Runnable report) {
        try {
            if (!over.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                report.run();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.debug("The report that work has begun failed", failed);
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

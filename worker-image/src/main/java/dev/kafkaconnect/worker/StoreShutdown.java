package dev.kafkaconnect.worker;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what reads the internal topics, all at the same time. Used by {@link DistributedWorker}.
 *
 * <p>Kafka's herder stops one store after the other, and only then leaves its group (DistributedHerder.stopServices in Kafka 4.3). Each
 * closes a consumer, which first waits for the answers that brokers owe it: up to fetch.max.wait.ms, 500 ms by default. To ask the brokers
 * more often would shorten that, but costs workers and brokers more than everything else while nothing happens.
 */
final class StoreShutdown {
    private static final Logger LOG = LoggerFactory.getLogger(StoreShutdown.class);

    private StoreShutdown() {}

    /** Returns when all have been called. None is kept from stopping by another that fails. */
    static void together(List<Runnable> stops) {
        List<Thread> threads = stops.stream()
                .map(stop -> Thread.ofPlatform().name("stop-store").daemon().start(() -> attempt(stop)))
                .toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException failed) {
            LOG.warn("A store did not stop in good order", failed);
        }
    }
}

package dev.kafkaconnect.e2e.sequence;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link FaultOrders} say, on the thread of whoever calls. Used by all four parts of the two connectors. */
final class FaultInjector {
    static final String HANG_LIMIT = "hang.limit.ms";
    static final Duration DEFAULT_HANG_LIMIT = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 20;

    private final FaultOrders orders;
    private final Duration hangLimit;
    private final @Nullable String task;

    FaultInjector(Map<String, String> config, @Nullable String task) {
        String limit = config.get(HANG_LIMIT);
        this.orders = new FaultOrders(config);
        this.hangLimit = limit == null ? DEFAULT_HANG_LIMIT : Duration.ofMillis(Long.parseLong(limit));
        this.task = task;
    }

    /** Returns when all is well, or well again. */
    void at(FaultPoint moment) {
        switch (orders.at(moment, task)) {
            case Trouble.None none -> {}
            case Trouble.Fail fail ->
                throw new ConnectException(
                        "told to fail at %s%s".formatted(moment.key(), task == null ? "" : " of task " + task));
            case Trouble.Slow slow -> pause(slow.by().toMillis());
            case Trouble.Hang hang -> {
                orders.tellWhoHangs(moment);
                long end = System.nanoTime() + hangLimit.toNanos();
                while (orders.at(moment, task) instanceof Trouble.Hang && System.nanoTime() < end) {
                    pause(LOOK_MILLIS);
                }
            }
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted", stopping);
        }
    }
}

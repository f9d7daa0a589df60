package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The changes on their way to the workers of one cluster: how many at once, and none while a worker is stopping.
 *
 * <p>A worker that reads of a change while it holds the lock of its herder to stop waits for itself, until a time-out of 23 s
 * ends it (DistributedHerder.halt and KafkaBasedLog.stop in Kafka 4.3). All that time its tasks run nowhere, and the whole
 * group waits for it with the next rebalance. So a change waits until a worker has gone, and a worker is stopped when the
 * last change is some time ago.
 */
public final class Changes {
    /** Enough to keep a group of workers busy; more only queue up inside the leader. */
    private static final int AT_ONCE = 16;

    /** From the decision to replace a worker until its pod is known to be stopping. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(3);

    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final Supplier<Optional<String>> leaving;
    private final Clock clock;
    private volatile Instant last = Instant.EPOCH;
    private volatile Taken taken = new Taken("", Instant.EPOCH);

    private record Taken(String worker, Instant until) {}

    /** @param leaving the pod of a worker that is stopping in good order */
    Changes(Supplier<Optional<String>> leaving, Clock clock) {
        this.leaving = leaving;
        this.clock = clock;
    }

    /** What changes connectors. */
    public interface Change<T> {
        T carryOut() throws ConnectFault;
    }

    /**
     * Returns when the workers have taken the change.
     *
     * @throws ConnectFault.Busy while a worker is stopping; nothing was sent
     */
    <T> T carryOut(Change<T> change) throws ConnectFault, InterruptedException {
        permits.acquire();
        try {
            String stopping = leaving.get().or(this::taken).orElse(null);
            if (stopping != null) {
                throw new ConnectFault.Busy(
                        "%s is stopping, and a change would keep it from leaving".formatted(stopping));
            }
            try {
                return change.carryOut();
            } finally {
                last = clock.instant();
            }
        } finally {
            permits.release();
        }
    }

    private Optional<String> taken() {
        Taken one = taken;
        return clock.instant().isBefore(one.until()) ? Optional.of(one.worker()) : Optional.empty();
    }

    /** When the last one was over; this moment while one is under way. */
    public Instant last() {
        return permits.availablePermits() < AT_ONCE ? clock.instant() : last;
    }

    /** From now on the worker counts as stopping, and from soon on only if its pod says so. */
    public void taking(String worker) {
        taken = new Taken(worker, clock.instant().plus(UNTIL_SEEN));
    }
}

package dev.kafkaconnect.operator.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Workers of one cluster that leave its group in good order, by a rollout, a scale-down or a drained node. From when one is told
 * to stop until those that stay have agreed on a leader, no change may be sent; {@link Changes} asks.
 *
 * <p>A worker that reads of a change while it holds the lock of its herder to stop waits for itself, until a time-out of 23 s
 * ends it (DistributedHerder.halt and KafkaBasedLog.stop in Kafka 4.3). All that time its tasks run nowhere, and the whole
 * group waits for it with the next rebalance. And if it was the leader, the others go on to send it changes until they hear
 * of its departure with a heartbeat: each waits 5 s for an address where nobody is any more.
 */
final class Departures implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** From the decision to replace a worker until its pod is known to be stopping. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(3);

    /** From the end of a worker. A group that takes longer has another trouble, which is not waited for. */
    private static final Duration ELECTION = Duration.ofSeconds(5);

    private final Workers workers;
    private final BooleanSupplier groupIsSettled;
    private final Consumer<Set<String>> wake;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Taken taken = new Taken("", Instant.EPOCH);

    private record Taken(String worker, Instant until) {}

    /**
     * @param groupIsSettled asks Kafka whether the group has no rebalance under way; true if that cannot be known
     * @param wake of the connectors that had to wait and need not any more
     */
    Departures(Workers workers, BooleanSupplier groupIsSettled, Consumer<Set<String>> wake, Clock clock) {
        this.workers = workers;
        this.groupIsSettled = groupIsSettled;
        this.wake = wake;
        this.clock = clock;
    }

    /** Why a change of the connector must wait; it is woken when it need not any more. */
    Optional<String> obstacle(String connector) {
        notice();
        waiting.add(connector);
        if (!underWay.get()) {
            waiting.remove(connector);
            return Optional.empty();
        }
        return Optional.of(stopping()
                .map("%s is stopping, and a change would keep it from leaving"::formatted)
                .orElse("a worker has left, and the others agree on who leads them"));
    }

    /** From now on the worker counts as stopping, and from soon on only if its pod says so. */
    void taking(String worker) {
        taken = new Taken(worker, clock.instant().plus(UNTIL_SEEN));
        notice();
    }

    /** Looks for a worker that is stopping. */
    void notice() {
        if (stopping().isPresent() && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("departure").start(this::watch);
        }
    }

    private Optional<String> stopping() {
        Taken one = taken;
        boolean unseen =
                clock.instant().isBefore(one.until()) && workers.living().contains(one.worker());
        return unseen ? Optional.of(one.worker()) : workers.leaving();
    }

    private void watch() {
        try {
            Instant end = clock.instant().plus(ELECTION);
            boolean over = false;
            while (!over && !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean stopping = stopping().isPresent();
                // Asked while it stops too, so that the way to Kafka is open when it matters.
                boolean settled = groupIsSettled.getAsBoolean();
                Instant now = clock.instant();
                if (stopping) {
                    end = now.plus(ELECTION);
                }
                over = !stopping && (settled || !now.isBefore(end));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.set(false);
            Set<String> freed = new HashSet<>(waiting);
            waiting.removeAll(freed);
            if (!freed.isEmpty() && closed.getCount() > 0) {
                wake.accept(freed);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.kafka.client.WorkerGroup;
import dev.kafkaconnect.operator.observe.view.Workers;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tracks the workers of one cluster that shut down for a rollout, a scale-down or the drain of a node. From the moment at which one is
 * asked to stop until the others have elected a leader, no change may be sent; {@link ConnectWriteGate} asks.
 *
 * <p>If it is the leader, the others keep forwarding changes to it until a heartbeat reports its departure: each request waits 5 s
 * for an address that no longer exists. A worker whose image is not this project's may also meet a fault of Kafka when it reads a
 * change while it stops: its tasks run nowhere, and its group waits for 23 s.
 */
final class WorkerShutdownTracker implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** From the decision to replace a worker until its pod is known to be stopping. */
    private static final Duration UNTIL_SEEN = Duration.ofSeconds(3);

    /** From the end of a worker. A group that takes longer has another problem, which is not waited for. */
    private static final Duration ELECTION = Duration.ofSeconds(5);

    private final Workers workers;
    private final Supplier<Optional<WorkerGroup>> group;
    private final Consumer<Set<String>> wake;
    private final Clock clock;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /** Those of the pods that are called stopping still of which Kafka says that their workers have left. */
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Taken taken = new Taken("", Instant.EPOCH);

    private record Taken(String worker, Instant until) {}

    /**
     * @param group asks Kafka for the group of the workers; empty if that cannot be known
     * @param wake of the connectors that had to wait and need not any more
     */
    WorkerShutdownTracker(
            Workers workers, Supplier<Optional<WorkerGroup>> group, Consumer<Set<String>> wake, Clock clock) {
        this.workers = workers;
        this.group = group;
        this.wake = wake;
        this.clock = clock;
    }

    /** Why a change of the connector must wait; it is woken when it need not any more. */
    Optional<String> obstacle(String connector) {
        refresh();
        waiting.add(connector);
        if (!underWay.get()) {
            waiting.remove(connector);
            return Optional.empty();
        }
        return Optional.of(stopping()
                .map("%s is stopping and may be the leader of the group"::formatted)
                .orElse("a worker has left; waiting for the others to elect a leader"));
    }

    /** From now on the worker counts as stopping, and from soon on only if its pod says so. */
    void workerStopping(String worker) {
        taken = new Taken(worker, clock.instant().plus(UNTIL_SEEN));
        refresh();
    }

    /** Looks for a worker that is stopping. */
    void refresh() {
        if (stopping().isPresent() && underWay.compareAndSet(false, true)) {
            Thread.ofVirtual().name("departure").start(this::watch);
        }
    }

    private Optional<String> stopping() {
        Taken one = taken;
        boolean unseen =
                clock.instant().isBefore(one.until()) && workers.ready().contains(one.worker());
        if (unseen) {
            return Optional.of(one.worker());
        }
        Set<String> leaving = workers.leaving();
        gone.retainAll(leaving);
        return leaving.stream().filter(pod -> !gone.contains(pod)).sorted().findFirst();
    }

    private void watch() {
        try {
            Instant end = clock.instant().plus(ELECTION);
            Set<String> members = new HashSet<>();
            Set<String> leaving = new HashSet<>();
            boolean over = false;
            do {
                // Before the group, whose answer must not be older than the end of a pod.
                boolean stopping = stopping().isPresent();
                leaving.addAll(workers.leaving());
                Optional<WorkerGroup> found = group.get();
                if (found.isPresent() && whoLeft(members, found.get()) >= leaving.size()) {
                    gone.addAll(leaving);
                    stopping = stopping().isPresent();
                }
                Instant now = clock.instant();
                if (stopping) {
                    end = now.plus(ELECTION);
                }
                boolean settled = found.map(WorkerGroup::settled).orElse(true);
                over = !stopping && (settled || !now.isBefore(end));
            } while (!over && !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
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

    /**
     * How many have left since the first look. The pod of a worker is called running for a second and more after that.
     *
     * @param members all that have been seen
     */
    private static int whoLeft(Set<String> members, WorkerGroup now) {
        members.addAll(now.members());
        return members.size() - now.members().size();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

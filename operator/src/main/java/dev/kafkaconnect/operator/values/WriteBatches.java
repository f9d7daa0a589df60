package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Gathers what the connectors of a cluster change within a moment, so that those that change together make few writes. Of one
 * cluster there is one write at a time; what comes meanwhile goes with the next. Called by {@link ValueDistribution}; does not know
 * how it is written.
 */
final class WriteBatches {
    private final Map<ClusterId, Waiting> clusters = new ConcurrentHashMap<>();
    private final Executor later;
    private final BiConsumer<ClusterId, List<Pending>> write;

    /** @param done completed when the change is in effect, or with why it is not */
    record Pending(FileChange change, CompletableFuture<Void> done) {
        boolean hasBroughtFiles() {
            return !change.put().isEmpty() && done.isDone() && !done.isCompletedExceptionally();
        }
    }

    private record Waiting(Queue<Pending> changes, AtomicBoolean scheduled) {}

    /**
     * @param later runs a task after a moment, in which more may come
     * @param write completes each of the changes that it is given
     */
    WriteBatches(Executor later, BiConsumer<ClusterId, List<Pending>> write) {
        this.later = later;
        this.write = write;
    }

    CompletableFuture<Void> add(ClusterId id, FileChange change) {
        Waiting waiting =
                clusters.computeIfAbsent(id, first -> new Waiting(new ConcurrentLinkedQueue<>(), new AtomicBoolean()));
        Pending pending = new Pending(change, new CompletableFuture<>());
        waiting.changes().add(pending);
        schedule(id, waiting);
        return pending.done();
    }

    /** How many wait for the next write. */
    int waiting(ClusterId id) {
        Waiting waiting = clusters.get(id);
        return waiting == null ? 0 : waiting.changes().size();
    }

    private void schedule(ClusterId id, Waiting waiting) {
        if (!waiting.changes().isEmpty() && waiting.scheduled().compareAndSet(false, true)) {
            later.execute(() -> flush(id, waiting));
        }
    }

    private void flush(ClusterId id, Waiting waiting) {
        List<Pending> batch = new ArrayList<>();
        for (Pending next = waiting.changes().poll();
                next != null;
                next = waiting.changes().poll()) {
            batch.add(next);
        }
        try {
            write.accept(id, batch);
        } catch (RuntimeException fault) {
            batch.forEach(pending -> pending.done().completeExceptionally(fault));
        } catch (Error fault) {
            batch.forEach(pending -> pending.done().completeExceptionally(fault));
            throw fault;
        } finally {
            waiting.scheduled().set(false);
            schedule(id, waiting);
        }
    }
}

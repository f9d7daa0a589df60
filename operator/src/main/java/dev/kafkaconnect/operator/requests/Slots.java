package dev.kafkaconnect.operator.requests;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may send a request now, and who is next: those that wait are grouped by flow, and the flows take turns, so that a
 * thousand requests of one flow delay a request of another by one turn and not by a thousand. Called by {@link
 * BoundedHttpClient}; knows nothing of requests.
 */
final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Queue<CompletableFuture<Void>>> waiting = new LinkedHashMap<>();
    private int free;

    Slots(int atOnce) {
        this.free = atOnce;
    }

    /**
     * Completes when the caller has a slot, which it must {@link #giveBack}; at once while one is free. A caller that gives up
     * waiting cancels it: if that succeeds there is nothing to give back.
     */
    CompletableFuture<Void> take(String flow) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        lock.lock();
        try {
            if (free > 0) {
                free--;
                turn.complete(null);
            } else {
                waiting.computeIfAbsent(flow, absent -> new ArrayDeque<>()).add(turn);
            }
        } finally {
            lock.unlock();
        }
        return turn;
    }

    void giveBack() {
        CompletableFuture<Void> next = next();
        // One that was cancelled has gone away.
        while (next != null && !next.complete(null)) {
            next = next();
        }
    }

    private @Nullable CompletableFuture<Void> next() {
        lock.lock();
        try {
            Iterator<Map.Entry<String, Queue<CompletableFuture<Void>>>> flows =
                    waiting.entrySet().iterator();
            if (!flows.hasNext()) {
                free++;
                return null;
            }
            Map.Entry<String, Queue<CompletableFuture<Void>>> flow = flows.next();
            flows.remove();
            CompletableFuture<Void> next = flow.getValue().remove();
            if (!flow.getValue().isEmpty()) {
                waiting.put(flow.getKey(), flow.getValue());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}

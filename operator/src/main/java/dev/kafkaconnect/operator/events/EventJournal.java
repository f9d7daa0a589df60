package dev.kafkaconnect.operator.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event is written, counted on one that was written before, or dropped: as client-go does, so that an object that
 * changes again and again floods neither etcd nor {@code kubectl describe}. Called by {@link Events}; sends nothing.
 */
final class EventJournal {

    /** About one object: this many at once, then one in {@link #REFILL}. */
    static final int BURST = 25;

    static final Duration REFILL = Duration.ofMinutes(5);

    /** The same event within this time is counted on the first. */
    static final Duration SERIES = Duration.ofMinutes(10);

    private static final int REMEMBERED = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Budget> budgets = newest();
    private final Map<Told, Series> told = newest();

    /** What makes two events the same. */
    record Told(String uid, String type, String reason, String note) {}

    sealed interface Decision {
        /** It is written as a new event. */
        record Write() implements Decision {}

        /**
         * It is counted on an earlier event.
         *
         * @param name of that event
         * @param count how often it was told, this time included
         */
        record Count(String name, int count) implements Decision {}

        record Drop() implements Decision {}
    }

    private record Budget(double left, Instant at) {
        Budget at(Instant now) {
            double more = (double) Duration.between(at, now).toMillis() / REFILL.toMillis();
            return new Budget(Math.min(BURST, left + Math.max(0, more)), now);
        }
    }

    private record Series(@Nullable String event, int count, Instant last) {}

    private static <K, V> Map<K, V> newest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }

    Decision decide(Told event, Instant now) {
        lock.lock();
        try {
            Series before = told.get(event);
            Series series = before != null && now.isBefore(before.last().plus(SERIES))
                    ? new Series(before.event(), before.count() + 1, now)
                    : new Series(null, 1, now);
            told.put(event, series);
            if (!spend(event.uid(), now)) {
                return new Decision.Drop();
            }
            return series.event() == null ? new Decision.Write() : new Decision.Count(series.event(), series.count());
        } finally {
            lock.unlock();
        }
    }

    private boolean spend(String uid, Instant now) {
        Budget budget = budgets.getOrDefault(uid, new Budget(BURST, now)).at(now);
        boolean enough = budget.left() >= 1;
        budgets.put(uid, enough ? new Budget(budget.left() - 1, now) : budget);
        return enough;
    }

    /** @param name of the event that was written for it, null if that is gone */
    void written(Told event, @Nullable String name) {
        lock.lock();
        try {
            told.computeIfPresent(event, (same, series) -> new Series(name, series.count(), series.last()));
        } finally {
            lock.unlock();
        }
    }
}

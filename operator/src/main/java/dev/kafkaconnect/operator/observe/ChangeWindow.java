package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * How many changes are on their way to the workers of one cluster at the same time: half as many after one for which the workers were
 * too busy or too slow, and one more after each round that they took (additive increase, multiplicative decrease, as in TCP). A
 * group that rebalances again and again is not asked for more than it takes. Used by {@link ConnectWriteGate}; knows no change in
 * particular.
 */
final class ChangeWindow {
    /**
     * The leader carries out all changes that wait for it between two rebalances, so that more at a time are sooner over: with 64, half
     * a thousand connectors take half as long as with 16. Each change holds a thread of the REST API of two workers at most, which
     * has 200.
     */
    static final int MOST = 64;

    static final int LEAST = 2;

    /** A change that takes longer has waited for others, or for a rebalance. */
    static final Duration SLOW = Duration.ofSeconds(10);

    private final Permits permits = new Permits();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<Size> size = new AtomicReference<>(new Size(MOST, 0, Instant.MIN));
    private final Clock clock;

    /**
     * @param taken changes since it last became larger or smaller, which the workers took
     * @param shrunk when it last became smaller
     */
    private record Size(int limit, int taken, Instant shrunk) {

        Size afterOneTaken() {
            return taken + 1 < limit
                    ? new Size(limit, taken + 1, shrunk)
                    : new Size(Math.min(MOST, limit + 1), 0, shrunk);
        }

        /** Changes that were sent before it became smaller say nothing about the smaller one. */
        Size afterOneTooMany(Instant sent, Instant now) {
            return sent.isBefore(shrunk) ? this : new Size(Math.max(LEAST, limit / 2), 0, now);
        }
    }

    /** While more are under way than there may be, fewer than none are left. */
    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1;

        Permits() {
            super(MOST, true);
        }

        void add(int number) {
            if (number > 0) {
                release(number);
            } else {
                reducePermits(-number);
            }
        }
    }

    ChangeWindow(Clock clock) {
        this.clock = clock;
    }

    /** How many there may be now. */
    int limit() {
        return Objects.requireNonNull(size.get()).limit();
    }

    boolean isEmpty() {
        return underWay.get() == 0;
    }

    /**
     * Returns when the workers have answered.
     *
     * @param obstacle why nothing may be sent, asked when it is the turn of the change
     */
    <T> T carryOut(Supplier<Optional<String>> obstacle, ConnectWriteGate.Change<T> change)
            throws ConnectFault, InterruptedException {
        permits.acquire();
        underWay.incrementAndGet();
        try {
            Optional<String> why = obstacle.get();
            if (why.isPresent()) {
                throw new ConnectFault.Busy(why.get());
            }
            return sent(change);
        } finally {
            underWay.decrementAndGet();
            permits.release();
        }
    }

    private <T> T sent(ConnectWriteGate.Change<T> change) throws ConnectFault {
        Instant sent = clock.instant();
        try {
            T answer = change.carryOut();
            ended(sent, false);
            return answer;
        } catch (ConnectFault fault) {
            ended(sent, fault instanceof ConnectFault.Busy || fault instanceof ConnectFault.Unreachable);
            throw fault;
        }
    }

    private void ended(Instant sent, boolean tooMany) {
        Instant now = clock.instant();
        boolean shrinks = tooMany || now.isAfter(sent.plus(SLOW));
        Size before = Objects.requireNonNull(size.getAndUpdate(known -> after(known, sent, shrinks, now)));
        permits.add(after(before, sent, shrinks, now).limit() - before.limit());
    }

    private static Size after(Size known, Instant sent, boolean shrinks, Instant now) {
        return shrinks ? known.afterOneTooMany(sent, now) : known.afterOneTaken();
    }
}

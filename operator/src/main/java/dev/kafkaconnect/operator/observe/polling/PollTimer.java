package dev.kafkaconnect.operator.observe.polling;

import dev.kafkaconnect.operator.observe.polling.PollPace.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says when the observer of a cluster polls again, and whether for all connectors or for some: soon while a change is under way or when
 * something has happened, seldom otherwise, and never so often that it is a burden for the workers. {@link #begin}, {@link #end} and {@link #awaitNext} are called by the observer's
 * loop, the others by any thread; they do not block.
 */
public final class PollTimer {
    /** The worker that answers a poll reads the same topics as the operator, and may lag behind by so much. */
    public static final Duration READ_BY_ALL = Duration.ofMillis(100);

    /** One thing leads to another: what follows a change that was heard of is seen soon too. */
    private static final Duration NEWS = Duration.ofSeconds(2);

    private final PollPace pace;
    private final Clock clock;

    /** Holds at most one entry: many in a row make one poll. */
    private final BlockingQueue<Boolean> wakeUp = new ArrayBlockingQueue<>(1);

    /** The same for what must not wait until the workers have been left alone for long enough. */
    private final BlockingQueue<Boolean> urgent = new ArrayBlockingQueue<>(1);

    private final ChangedConnectors changed = new ChangedConnectors();

    /** Whether the next poll is for all. */
    private final AtomicBoolean whole = new AtomicBoolean();

    private volatile Instant activeUntil = Instant.MIN;
    private volatile Instant lastNews = Instant.EPOCH;
    private boolean due = true;
    private PollBudget budget = PollBudget.FULL;
    private Duration cost = Duration.ZERO;
    private Instant ended;

    public PollTimer(Duration active, Duration idle, Clock clock) {
        this.pace = new PollPace(active, idle);
        this.clock = clock;
        this.ended = clock.instant();
    }

    /**
     * What has happened so far is seen by the poll that begins, unless that was just now.
     *
     * @return connectors in question; empty where all are
     */
    public Set<String> begin() {
        Instant now = clock.instant();
        wakeUp.clear();
        if (now.isBefore(lastNews.plus(READ_BY_ALL))) {
            wakeUp.offer(true);
        }
        urgent.clear();
        Duration rest = Duration.between(ended, now);
        budget = budget.afterRest(PollPace.longer(Duration.ZERO, rest));
        boolean all = whole.getAndSet(false) || due;
        Set<String> some = changed.take(now.minus(READ_BY_ALL));
        return all ? Set.of() : some;
    }

    /** @param took how long the workers have been asked, zero when they were not */
    public void end(Duration took) {
        cost = took;
        budget = budget.afterPoll(took);
        ended = clock.instant();
    }

    /**
     * Returns when it is time for the next poll.
     *
     * @param told whether {@link #news} comes of everything that the workers change
     */
    public void awaitNext(boolean told) throws InterruptedException {
        due = true;
        Duration shortest = pace.shortestPause(budget, cost);
        if (urgent.poll(shortest.toMillis(), TimeUnit.MILLISECONDS) != null) {
            return;
        }
        Duration pause = pace.pause(reason(told), budget, cost);
        boolean woken = wakeUp.poll(pause.minus(shortest).toMillis(), TimeUnit.MILLISECONDS) != null;
        due = !woken || !told;
    }

    private Reason reason(boolean told) {
        Instant now = clock.instant();
        if (now.isBefore(lastNews.plus(NEWS))) {
            return Reason.NEWS;
        }
        return !now.isBefore(activeUntil) ? Reason.NONE : told ? Reason.TOLD_CHANGE : Reason.CHANGE;
    }

    /** The workers have changed something about them: as soon as a poll shows it, and often for a moment. */
    public void news(Set<String> connectors) {
        lastNews = clock.instant();
        pollSoon(connectors);
    }

    /** As soon as the workers have been left alone for long enough, and at least for those. */
    public void pollSoon(Set<String> connectors) {
        changed.add(connectors, clock.instant());
        wakeUp.offer(true);
    }

    /** As soon as the workers have been left alone for long enough. */
    public void pollNow() {
        whole.set(true);
        wakeUp.offer(true);
    }

    /** However short ago the last poll was. */
    public void pollAtOnce() {
        urgent.offer(true);
        pollNow();
    }

    /** A change is under way until then, if not for longer already. */
    public void activeUntil(Instant end) {
        if (end.isAfter(activeUntil)) {
            activeUntil = end;
        }
    }
}

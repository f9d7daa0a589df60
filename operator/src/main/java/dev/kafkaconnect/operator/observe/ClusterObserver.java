package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who looks at a cluster's connectors: a loop on a virtual thread that sends a single request a tick, whatever the
 * number of connectors, and wakes only those whose observation changed. Ticks come fast while a change is under way and
 * slowly when all is calm. Knows no Kubernetes type.
 */
public final class ClusterObserver {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterObserver.class);

    /**
     * A silence that is shorter tells nothing: a worker that is about to end is asked once more, then others answer; and a
     * Service leads to a worker some time after it is ready.
     */
    static final Duration BRIEF = Duration.ofSeconds(2);

    /** One thing leads to another: what follows a state that was noted is seen soon too. */
    private static final Duration NEWS_WATCH = Duration.ofSeconds(2);

    private final ClusterId id;
    private final Witness witness;
    private final Supplier<Set<String>> livingWorkers;
    private final ObservationListener listener;
    private final Pace pace;
    private final Clock clock;

    /** Holds at most one ring: many in a row make one tick. */
    private final BlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);

    private final AtomicReference<ClusterView> view = new AtomicReference<>(new ClusterView.NotYet());
    private volatile Instant quickUntil = Instant.MIN;
    private volatile Instant changeSeen = Instant.EPOCH;
    private volatile Instant lastSeen = Instant.MIN;
    private @Nullable Instant silentSince;
    private volatile Set<String> workersAtLastTick = Set.of();
    private final Thread thread;

    /**
     * Time from one tick to the next.
     *
     * @param kafka how old an answer of Kafka may be
     */
    public record Pace(Duration quick, Duration slow, Duration kafka) {
        public static final Pace DEFAULT =
                new Pace(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofMinutes(1));

        public Pace(Duration quick, Duration slow) {
            this(quick, slow, DEFAULT.kafka());
        }
    }

    ClusterObserver(
            ClusterId id,
            Witness witness,
            Supplier<Set<String>> livingWorkers,
            ObservationListener listener,
            Pace pace,
            Clock clock) {
        this.id = id;
        this.witness = witness;
        this.livingWorkers = livingWorkers;
        this.listener = listener;
        this.pace = pace;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("observer-" + id).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    public ClusterView view() {
        return Objects.requireNonNull(view.get());
    }

    /** When a connector was last seen to differ from the tick before: its configuration, its states or where it runs. */
    public Instant changeSeen() {
        return changeSeen;
    }

    /** Looks again at once, and then at the quick pace for that long. */
    public void watchClosely(Duration howLong) {
        Instant until = clock.instant().plus(howLong);
        if (until.isAfter(quickUntil)) {
            quickUntil = until;
        }
        ring();
    }

    /** Something has happened: ends the slow pace for a while. The quick pace is quick enough. */
    void newsCame() {
        Instant now = clock.instant();
        boolean calm = !now.isBefore(quickUntil);
        Instant until = now.plus(NEWS_WATCH);
        if (until.isAfter(quickUntil)) {
            quickUntil = until;
        }
        if (calm) {
            ring();
        }
    }

    /** Looks again at once. */
    public void ring() {
        bell.offer(true);
    }

    /**
     * Looks again at once if workers came or went since the last tick. What was on those that went does not run, and that is
     * told without asking: those that stay may be long in answering just then.
     */
    void workersMayHaveChanged() {
        Set<String> living = livingWorkers.get();
        if (living.equals(workersAtLastTick)) {
            return;
        }
        ring();
        if (view.get() instanceof ClusterView.Seen seen) {
            Map<String, ObservedConnector> left = new TreeMap<>();
            seen.connectors().forEach((name, connector) -> left.put(name, connector.on(living)));
            ClusterView now = new ClusterView.Seen(left, seen.asOf());
            if (view.compareAndSet(seen, now)) {
                tellWhatChanged(seen, now);
            }
        }
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tick();
            } catch (RuntimeException bug) {
                LOG.atError().addKeyValue("cluster", id).setCause(bug).log("A tick of the observer failed");
            }
            Duration rest = clock.instant().isBefore(quickUntil) ? pace.quick() : pace.slow();
            try {
                bell.poll(rest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void tick() {
        ClusterView now = look();
        if (now != null) {
            tellWhatChanged(Objects.requireNonNull(view.getAndSet(now)), now);
        }
    }

    private void tellWhatChanged(ClusterView before, ClusterView now) {
        if (before instanceof ClusterView.Seen old && now instanceof ClusterView.Seen seen) {
            Set<String> changed = changed(old.connectors(), seen.connectors());
            if (!changed.isEmpty()) {
                changeSeen = clock.instant();
                listener.connectorsChanged(id, changed);
            }
        } else if (!sameKind(before, now)) {
            listener.reachabilityChanged(id);
        }
    }

    /** Workers that are silent for changing reasons are as silent as before. */
    private static boolean sameKind(ClusterView before, ClusterView now) {
        return before.equals(now)
                || before instanceof ClusterView.Unreachable && now instanceof ClusterView.Unreachable;
    }

    /** Null when what was seen before still holds. */
    private @Nullable ClusterView look() {
        Set<String> living = livingWorkers.get();
        workersAtLastTick = living;
        if (living.isEmpty()) {
            silentSince = null;
            return new ClusterView.NoWorkers();
        }
        Instant asOf = clock.instant();
        try {
            Map<String, ConnectorListing> answer = witness.connectors();
            // Workers may have died while the answer was on its way.
            Set<String> stillLiving = new HashSet<>(living);
            stillLiving.retainAll(livingWorkers.get());
            Map<String, ObservedConnector> connectors = new TreeMap<>();
            answer.forEach((name, listing) -> connectors.put(name, ObservedConnector.of(listing, stillLiving)));
            lastSeen = asOf;
            silentSince = null;
            return new ClusterView.Seen(connectors, asOf);
        } catch (ConnectFault fault) {
            return silent(new ClusterView.Unreachable(fault.text(), lastSeen), asOf);
        }
    }

    private @Nullable ClusterView silent(ClusterView.Unreachable silence, Instant asOf) {
        Instant since = silentSince == null ? asOf : silentSince;
        silentSince = since;
        Instant end = since.plus(BRIEF);
        if (view.get() instanceof ClusterView.Unreachable || !clock.instant().isBefore(end)) {
            return silence;
        }
        quickUntil = end.isAfter(quickUntil) ? end : quickUntil;
        return null;
    }

    private static Set<String> changed(Map<String, ObservedConnector> before, Map<String, ObservedConnector> now) {
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        return names;
    }
}

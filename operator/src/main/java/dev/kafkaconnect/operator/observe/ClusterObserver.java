package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.observe.polling.KnownConfigs;
import dev.kafkaconnect.operator.observe.polling.LastStates;
import dev.kafkaconnect.operator.observe.polling.PollTimer;
import dev.kafkaconnect.operator.observe.polling.StatusSourceSelector;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Liveness;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one who looks at a cluster's connectors: a loop on a virtual thread that sends a single request a tick, whatever the
 * number of connectors, and wakes only those whose observation changed. Ticks come fast while a change is under way and
 * slowly when nothing changes. They ask for the states, see {@link LastStates}; configurations are asked for when they are not known,
 * see {@link KnownConfigs}. Knows no Kubernetes type.
 */
public final class ClusterObserver {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterObserver.class);

    /**
     * A silence that is shorter tells nothing: a worker that is about to end is asked once more, then others answer; and a
     * Service leads to a worker some time after it is ready.
     */
    static final Duration BRIEF = Duration.ofSeconds(2);

    /** A look that is older tells nothing of now, whatever keeps the next one from being taken. */
    static final Duration LONGEST_AGE = Duration.ofMinutes(1);

    private static final String BROKEN = "the operator failed while polling the workers; see the operator's log";

    /** More than a tick takes at worst: when workers do not answer, several requests in a row end by their time limits. */
    static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final ClusterId id;
    private final StatusSourceSelector statusSource;
    private final KnownConfigs configs;
    private final LastStates states;
    private final Supplier<Liveness> workers;
    private final ObservationListener listener;
    private final PollTimer timer;
    private final Clock clock;

    private final AtomicReference<ClusterView> view = new AtomicReference<>(new ClusterView.NotYet());
    private final AtomicReference<@Nullable Doubt> doubt = new AtomicReference<>();
    private volatile Instant changeSeen = Instant.EPOCH;
    private volatile Instant lastSeen = Instant.MIN;
    private @Nullable Instant silentSince;
    private Duration cost = Duration.ZERO;
    private volatile Liveness workersAtLastTick = Liveness.NONE;
    private volatile Instant lastTick;
    private volatile boolean stopped;
    private final Thread thread;

    /** A look that is too old, and until when a newer one is waited for. */
    private record Doubt(ClusterView.Seen seen, Instant end) {}

    /**
     * Time from one tick to the next.
     *
     * @param kafka how old an answer of Kafka may be
     */
    public record PollIntervals(Duration active, Duration idle, Duration kafka) {
        public static final PollIntervals DEFAULT =
                new PollIntervals(Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofMinutes(1));

        public PollIntervals(Duration active, Duration idle) {
            this(active, idle, DEFAULT.kafka());
        }
    }

    ClusterObserver(
            ClusterId id,
            StatusSourceSelector statusSource,
            KnownConfigs configs,
            Supplier<Liveness> workers,
            ObservationListener listener,
            PollIntervals intervals,
            Clock clock) {
        this.id = id;
        this.statusSource = statusSource;
        this.configs = configs;
        this.states = new LastStates(intervals.idle().multipliedBy(2));
        this.workers = workers;
        this.listener = listener;
        this.timer = new PollTimer(intervals.active(), intervals.idle(), clock);
        this.clock = clock;
        this.lastTick = clock.instant();
        this.thread = Thread.ofVirtual().name("observer-" + id).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Whatever the thread is in, it does not begin another tick. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Whether its thread makes no progress. */
    boolean standsStill() {
        return clock.instant().isAfter(lastTick.plus(STANDSTILL));
    }

    /** What was seen last, unless that is too long ago. */
    public ClusterView view() {
        Instant now = clock.instant();
        if (view.get() instanceof ClusterView.Seen seen
                && now.isAfter(seen.asOf().plus(LONGEST_AGE))) {
            doubt(seen, now);
        }
        return Objects.requireNonNull(view.get());
    }

    /** It may be the clock that went ahead: then the next look, which is taken at once, is in time. */
    private void doubt(ClusterView.Seen seen, Instant now) {
        Doubt known = doubt.get();
        if (known == null || known.seen() != seen) {
            doubt.set(new Doubt(seen, now.plus(BRIEF)));
            timer.pollAtOnce();
            CompletableFuture.delayedExecutor(BRIEF.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::view);
        } else if (!now.isBefore(known.end())) {
            String old = "the last poll of the workers was more than %d s ago".formatted(LONGEST_AGE.toSeconds());
            change(seen, new ClusterView.Unreachable(old, seen.asOf()));
        }
    }

    /** When a connector was last seen to differ from the tick before: its configuration, its states or where it runs. */
    public Instant changeSeen() {
        return changeSeen;
    }

    /** When the workers were last seen or heard to begin a connector or tasks, {@link Instant#MIN} for never. */
    public Instant lastBegun() {
        return configs.lastBegun();
    }

    /** Looks again now, and more often than at rest for that long. */
    public void watchClosely(Duration howLong) {
        timer.activeUntil(clock.instant().plus(howLong));
        timer.pollNow();
    }

    /** The same for a change of one connector. */
    void watchClosely(String connector, Duration howLong) {
        timer.activeUntil(clock.instant().plus(howLong));
        timer.pollSoon(Set.of(connector));
    }

    /** The workers have told of a change of those: looks as soon as a poll shows it, and often for a moment. */
    void onRecords(Set<String> connectors) {
        timer.news(connectors);
    }

    /** Looks again as soon as the workers have been left alone for long enough. */
    public void pollNow() {
        timer.pollNow();
    }

    /**
     * Looks again at once if workers came or went since the last tick. What was on those that went does not run, and that is
     * told without asking: those that stay may be long in answering just then.
     */
    void workersMayHaveChanged() {
        Liveness liveness = workers.get();
        if (liveness.equals(workersAtLastTick)) {
            return;
        }
        timer.pollAtOnce();
        if (view.get() instanceof ClusterView.Seen seen) {
            change(seen, seen.on(liveness));
        }
    }

    private void change(ClusterView before, ClusterView now) {
        if (view.compareAndSet(before, now)) {
            tellWhatChanged(before, now);
        }
    }

    private void loop() {
        while (!stopped) {
            try {
                tick();
            } catch (RuntimeException | StackOverflowError bug) {
                LOG.atError().addKeyValue("cluster", id).setCause(bug).log("A poll of the workers failed");
                replace(unlessBrief(new ClusterView.Unreachable(BROKEN, lastSeen), clock.instant()));
            }
            lastTick = clock.instant();
            timer.end(cost);
            try {
                timer.awaitNext(configs.areFollowed());
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private void tick() {
        Set<String> inQuestion = timer.begin();
        cost = Duration.ZERO;
        replace(look(inQuestion));
    }

    /** @param now null when what was seen before still holds */
    private void replace(@Nullable ClusterView now) {
        if (now != null) {
            tellWhatChanged(Objects.requireNonNull(view.getAndSet(now)), now);
        }
    }

    private void tellWhatChanged(ClusterView before, ClusterView now) {
        if (before instanceof ClusterView.Seen old && now instanceof ClusterView.Seen seen) {
            Set<String> changed = seen.changedSince(old);
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
    private @Nullable ClusterView look(Set<String> inQuestion) {
        Liveness liveness = workers.get();
        workersAtLastTick = liveness;
        if (liveness.ready().isEmpty()) {
            silentSince = null;
            return new ClusterView.NoWorkers();
        }
        Instant asOf = clock.instant();
        try {
            Map<String, ConnectorListing> answer = timed(() -> poll(inQuestion, asOf));
            Liveness stillReady = liveness.and(workers.get());
            Map<String, ObservedConnector> connectors = new TreeMap<>();
            answer.forEach((name, listing) -> connectors.put(name, ObservedConnector.of(listing, stillReady)));
            lastSeen = asOf;
            silentSince = null;
            return new ClusterView.Seen(connectors, states.asOf(), configs.gaps(connectors.keySet()), states.later());
        } catch (ConnectFault fault) {
            return silent(new ClusterView.Unreachable(fault.text(), lastSeen), asOf);
        }
    }

    private interface Request<T> {
        T send() throws ConnectFault;
    }

    private <T> T timed(Request<T> request) throws ConnectFault {
        long start = System.nanoTime();
        try {
            return request.send();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            cost = cost.plus(took);
            listener.polled(id, took);
        }
    }

    private Map<String, ConnectorListing> poll(Set<String> inQuestion, Instant asOf) throws ConnectFault {
        if (configs.isListingDue()) {
            try {
                return statusSource.ask(worker -> listing(worker, asOf));
            } catch (ConnectFault fault) {
                // Many configurations may take too long although the states do not.
                configs.listingFailed(asOf);
            }
        }
        return statusSource.ask(worker -> configs.complete(states.ask(worker, inQuestion, asOf)));
    }

    private Map<String, ConnectorListing> listing(ConnectApi worker, Instant asOf) throws ConnectFault {
        Map<String, ConnectorListing> all = worker.connectors(configs.limit());
        configs.learn(all, asOf);
        Map<String, ConnectorListing.Status> listed = ConnectorListing.statesOf(all);
        states.learn(listed, asOf);
        return configs.complete(listed);
    }

    private @Nullable ClusterView silent(ClusterView.Unreachable silence, Instant asOf) {
        ClusterView told = unlessBrief(silence, asOf);
        if (told == null) {
            timer.activeUntil(Objects.requireNonNull(silentSince).plus(BRIEF));
        }
        return told;
    }

    private @Nullable ClusterView unlessBrief(ClusterView.Unreachable silence, Instant asOf) {
        Instant since = silentSince == null ? asOf : silentSince;
        silentSince = since;
        boolean told = view.get() instanceof ClusterView.Unreachable
                || !clock.instant().isBefore(since.plus(BRIEF));
        return told ? silence : null;
    }
}

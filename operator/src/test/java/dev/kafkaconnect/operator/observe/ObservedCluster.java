package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.FakeConnectApi;
import dev.kafkaconnect.operator.observe.ClusterObserver.PollIntervals;
import dev.kafkaconnect.operator.observe.polling.KnownConfigs;
import dev.kafkaconnect.operator.observe.polling.StatusSourceSelector;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Liveness;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** An observer with everything that it looks at and everybody whom it wakes, for tests. */
final class ObservedCluster implements ObservationListener, AutoCloseable {
    static final PollIntervals FAST = new PollIntervals(Duration.ofMillis(2), Duration.ofMillis(2));
    static final PollIntervals ONLY_WHEN_RUNG = new PollIntervals(Duration.ofMillis(2), Duration.ofHours(1));
    static final String EVERYBODY = "everybody";
    static final String WORKER = "one:8083";

    final FakeConnectApi api = new FakeConnectApi();
    final ManualClock clock = new ManualClock();
    final KnownConfigs configs = new KnownConfigs(clock);
    final ClusterObserver observer;
    private final List<Object> woken = new CopyOnWriteArrayList<>();
    private volatile Set<String> livingWorkers = Set.of(WORKER);

    ObservedCluster(PollIntervals pace) {
        ClusterId id = new ClusterId("team", "payments");
        observer = new ClusterObserver(
                id,
                new StatusSourceSelector(id, api::api, Map::of, clock),
                configs,
                () -> new Liveness(livingWorkers, Set.of()),
                this,
                pace,
                clock);
    }

    ObservedCluster start() {
        observer.start();
        return this;
    }

    void setLivingWorkers(Set<String> workers) {
        livingWorkers = workers;
    }

    /** Who was woken so far: {@link #EVERYBODY}, or a set of names. */
    List<Object> woken() {
        return woken;
    }

    void awaitSeen() {
        Awaitility.await().until(() -> observer.view() instanceof ClusterView.Seen);
    }

    /** The connector of this name, as it was last seen. */
    ObservedConnector orders() {
        ClusterView.Seen seen = (ClusterView.Seen) observer.view();
        return Objects.requireNonNull(seen.connectors().get("orders"));
    }

    /** Returns when whatever is true now has been looked at several times. */
    void awaitMoreTicks() {
        int before = api.requests().size();
        Awaitility.await().until(() -> api.requests().size() > before + 4);
    }

    @Override
    public void connectorsChanged(ClusterId cluster, Set<String> names) {
        woken.add(Set.copyOf(names));
    }

    @Override
    public void reachabilityChanged(ClusterId cluster) {
        woken.add(EVERYBODY);
    }

    @Override
    public void close() {
        observer.stop();
    }
}
